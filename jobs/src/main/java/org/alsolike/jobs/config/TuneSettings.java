package org.alsolike.jobs.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alsolike.models.evaluate.Task;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.Ranges;
import org.alsolike.models.recommend.Recommender;

/**
 * What {@code tune} looks for. Nothing of a run depends on it.
 *
 * @param list whose model is tuned
 * @param model where it is not the list's
 * @param ranges [low, high] by key of the model; where no range is given, those that the
 *     recommender ships with
 * @param logRanges the same on a log scale
 * @param choices values by key
 * @param trials how many are drawn at most
 * @param minutes after which no trial begins that would end later
 * @param rungs how many sizes of samples there are
 * @param keepOneOf how many trials of a rung compete for a place in the next
 */
public record TuneSettings(
    TunedList list,
    Optional<Recommender> model,
    Map<String, List<String>> ranges,
    Map<String, List<String>> logRanges,
    Map<String, List<String>> choices,
    int trials,
    Optional<Double> minutes,
    int rungs,
    int keepOneOf,
    long seed) {

  /** The lists that can be judged, and so tuned. */
  public enum TunedList {
    FOR_YOU,
    NEXT_BASKET,
    BUY_AGAIN;

    /** As the configuration writes it. */
    public String key() {
      return Scalars.name(this);
    }

    /** The model that the list has now. */
    public Recommender model(Settings settings) {
      return switch (this) {
        case FOR_YOU -> settings.recommendations().forYou().model();
        case NEXT_BASKET -> settings.recommendations().nextBasket().model();
        case BUY_AGAIN -> settings.recommendations().buyAgain().model();
      };
    }

    public Candidates candidates() {
      return switch (this) {
        case FOR_YOU -> Candidates.UNSEEN;
        case NEXT_BASKET -> Candidates.ALL;
        case BUY_AGAIN -> Candidates.BOUGHT;
      };
    }

    /** What the list is judged by. */
    public Task task() {
      return this == FOR_YOU ? Task.FIRST : Task.ALL;
    }
  }

  public TuneSettings {
    if (trials < 1) {
      throw new IllegalArgumentException("trials must be at least 1, but is " + trials);
    }
    if (minutes.isPresent() && !(minutes.get() > 0)) {
      throw new IllegalArgumentException("minutes must be above 0, but is " + minutes.get());
    }
  }

  public static TuneSettings defaults() {
    return new TuneSettings(
        TunedList.FOR_YOU,
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        27,
        Optional.empty(),
        3,
        3,
        17);
  }

  /** Empty where the configuration gives none. */
  public Ranges allRanges() {
    return new Ranges(new TreeMap<>(ranges), new TreeMap<>(logRanges), new TreeMap<>(choices));
  }
}
