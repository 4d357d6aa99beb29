package org.alsolike.models.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.alsolike.models.tune.Objective.Verdict;
import org.alsolike.models.tune.Range.Choice;
import org.alsolike.models.tune.Range.Real;
import org.alsolike.models.tune.Range.Scale;
import org.alsolike.models.tune.Range.Whole;
import org.alsolike.models.tune.Search.Outcome;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final Space SPACE =
      new Space(
          new TreeMap<>(
              Map.of(
                  "alpha", new Real(0.01, 100, Scale.LOG),
                  "rank", new Whole(1, 8, Scale.LINEAR, ""))));

  private final List<String> asked = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();

  @Test
  void halvesAsTheBookSays() {
    Search search = new Search(SPACE, 9, 3, 3, 7);

    Outcome outcome = search.run(this::judged, unbounded(), any -> {});

    List<Integer> small = ranking(outcome, 1 / 9.0);
    List<Integer> middle = ranking(outcome, 1 / 3.0);
    assertThat(small).hasSize(9);
    assertThat(middle).containsExactlyElementsOf(small.subList(0, 3));
    assertThat(ranking(outcome, 1)).containsExactly(middle.get(0));
    assertThat(outcome.best().number()).isEqualTo(small.get(0));
    // Today's values stand beside every rung, and no trial is judged twice on one sample.
    assertThat(asked).hasSize(9 + 3 + 1 + 3).doesNotHaveDuplicates();
  }

  @Test
  void goesInRoundsAndKeepsTheBestOfAll() {
    Outcome outcome = new Search(SPACE, 12, 3, 3, 7).run(this::judged, unbounded(), any -> {});

    assertThat(ranking(outcome, 1 / 9.0)).hasSize(12);
    assertThat(ranking(outcome, 1)).hasSize(2);
    double best =
        outcome.judged().stream()
            .filter(j -> j.share() == 1)
            .mapToDouble(Judged::value)
            .max()
            .orElseThrow();
    assertThat(nearness(outcome.best(), 1)).isEqualTo(best);
  }

  @Test
  void staysWithTodaysValuesUnlessOthersAreBetterOnAllCustomers() {
    Objective fooledBySamples =
        (trial, share) -> Verdict.now(trial.number() == 0 ? 0.5 : share < 1 ? 1 : 0.4);

    Outcome outcome = new Search(SPACE, 9, 3, 3, 7).run(fooledBySamples, unbounded(), any -> {});

    assertThat(outcome.best().number()).isZero();
    assertThat(outcome.best().values()).isEmpty();
  }

  @Test
  void stopsBeforeItsTimeIsOverAndThenChangesNothing() {
    Objective slow =
        (trial, share) -> {
          clock.addAndGet((long) (share * 90e9)); // 10 s on a ninth, 90 s on all
          return Verdict.now(trial.number());
        };
    Search search = new Search(SPACE, 900, 3, 3, 7);

    Outcome short_ = search.run(slow, Budget.of(100, clock::get), any -> {});
    double took = clock.get() / 1e9;
    clock.set(0);
    Outcome enough = search.run(slow, Budget.of(500, clock::get), any -> {});

    assertThat(took).isLessThanOrEqualTo(100);
    assertThat(short_.judged()).isNotEmpty();
    assertThat(short_.best().number()).isZero();
    assertThat(clock.get() / 1e9).isLessThanOrEqualTo(500);
    assertThat(enough.best().number()).isEqualTo(9);
  }

  @Test
  void startsNoLargerSampleByTheTimeInWhichASmallerOneIsReadAgain() {
    Objective resumed =
        (trial, share) -> {
          if (share < 1) {
            return Verdict.earlier(trial.number(), 30); // in no time now
          }
          clock.addAndGet((long) 90e9);
          return Verdict.now(trial.number());
        };

    Outcome outcome =
        new Search(SPACE, 3, 2, 3, 7).run(resumed, Budget.of(80, clock::get), any -> {});

    // three times the customers take three times as long, and that is more than is left
    assertThat(outcome.judged()).hasSize(4).allMatch(one -> one.share() < 1 && one.seconds() == 30);
    assertThat(clock.get()).isZero();
  }

  @Test
  void sortsOutWhatCannotBeTriedAndSaysWhy() {
    Objective choosy =
        (trial, share) -> {
          if (trial.number() % 2 == 1) {
            throw new IllegalArgumentException("memory_limit_mb must be at least 7, but is 1");
          }
          return Verdict.now(trial.number());
        };

    Outcome outcome = new Search(SPACE, 9, 3, 3, 7).run(choosy, unbounded(), any -> {});

    assertThat(outcome.best().number()).isEqualTo(8);
    assertThat(outcome.judged().stream().filter(one -> one.refusal().isPresent())).hasSize(5);
    assertThatThrownBy(
            () ->
                new Search(SPACE, 9, 3, 3, 7)
                    .run(
                        (trial, share) -> {
                          throw new IllegalArgumentException("no items");
                        },
                        unbounded(),
                        any -> {}))
        .hasMessage("no items");
  }

  @Test
  void drawsTheSameTrialsWhateverElseIsTried() {
    Space wider = new Space(new TreeMap<>(SPACE.ranges()));
    TreeMap<String, Range> more = new TreeMap<>(SPACE.ranges());
    more.put("kept", new Choice(List.of("cosine", "rp3beta")));

    for (int number = 1; number < 50; number++) {
      Trial trial = SPACE.trial(number, 17);
      assertThat(wider.trial(number, 17)).isEqualTo(trial);
      assertThat(new Space(more).trial(number, 17).values()).containsAllEntriesOf(trial.values());
      assertThat(SPACE.trial(number, 18)).isNotEqualTo(trial);
    }
  }

  @Test
  void drawsEvenlyBetweenTheEnds() {
    Whole whole = new Whole(1, 4, Scale.LINEAR, "d");
    Real real = new Real(0.01, 100, Scale.LOG);
    List<Trial> trials = IntStream.rangeClosed(1, 4000).mapToObj(n -> SPACE.trial(n, 3)).toList();

    assertThat(List.of(whole.at(0), whole.at(0.25), whole.at(0.74), whole.at(0.9999)))
        .containsExactly("1d", "2d", "3d", "4d");
    assertThat(List.of(real.at(0), real.at(0.5), real.at(0.75))).containsExactly("0.01", "1", "10");
    assertThat(new Whole(16, 64, Scale.LOG, "").at(0.5)).isEqualTo("32");
    assertThat(new Choice(List.of("a", "b", "c")).at(0.7)).isEqualTo("c");
    assertThat(trials.stream().filter(t -> t.values().get("rank").equals("8")).count() / 4000.0)
        .isCloseTo(1 / 8.0, within(0.02));
    assertThat(
            trials.stream().filter(t -> Double.parseDouble(t.values().get("alpha")) < 0.1).count()
                / 4000.0)
        .isCloseTo(1 / 4.0, within(0.02));
  }

  @Test
  void refusesRangesThatMeanNothing() {
    assertThatThrownBy(() -> new Real(2, 1, Scale.LINEAR))
        .hasMessage("must be [low, high], but 2 is above 1");
    assertThatThrownBy(() -> new Real(0, 1, Scale.LOG))
        .hasMessage("must begin above 0 on a log scale, but begins at 0");
    assertThatThrownBy(() -> new Choice(List.of()))
        .hasMessage("must name at least one value, but names none");
    assertThatThrownBy(() -> new Search(SPACE, 1, 0, 3, 7))
        .hasMessage("rungs must be between 1 and 8, but is 0");
  }

  private Verdict judged(Trial trial, double share) {
    return Verdict.now(nearness(trial, share));
  }

  /** Best at rank 4 and alpha 1; the same on every sample. Today's values are poor. */
  private double nearness(Trial trial, double share) {
    asked.add(trial.number() + " " + share);
    if (trial.number() == 0) {
      return -100;
    }
    double rank = Double.parseDouble(trial.values().get("rank"));
    double alpha = Double.parseDouble(trial.values().get("alpha"));
    return -Math.abs(rank - 4) - Math.abs(Math.log10(alpha));
  }

  private Budget unbounded() {
    return Budget.unbounded(clock::get);
  }

  /** Trials on a sample but today's, best first. */
  private static List<Integer> ranking(Outcome outcome, double share) {
    return outcome.judged().stream()
        .filter(one -> one.share() == share && one.trial().number() > 0)
        .sorted((a, b) -> a.betterThan(b) ? -1 : 1)
        .map(one -> one.trial().number())
        .toList();
  }
}
