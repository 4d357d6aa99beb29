package org.alsolike.models.propensity;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One entry under {@code propensity} in the YAML file.
 *
 * @param name of the model and of its scores, such as buys_30d
 * @param population SQL condition over the customer features: who is trained on and scored
 * @param outcome what is predicted
 * @param trainer of the model that is served
 * @param compareWith further trainers, fitted and judged on the same rows but not served
 * @param calibration how scores become probabilities
 * @param dates how many past as-ofs are learned from, at least 2: the latest one calibrates, the
 *     others train
 * @param every distance between two of these as-ofs
 * @param maxRows most rows one process holds to fit; above it a sample is taken, chosen by a hash
 *     of customer and as-of
 */
public record PropensitySettings(
    String name,
    String population,
    Outcome outcome,
    PropensityTrainer trainer,
    List<PropensityTrainer> compareWith,
    CalibrationMethod calibration,
    int dates,
    Duration every,
    int maxRows) {

  private static final int SMALLEST_FIT = 100;

  public PropensitySettings {
    compareWith = List.copyOf(compareWith);
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "name must be lower-case letters, digits and _, such as buys_30d, but is " + name);
    }
    if (population.isBlank()) {
      throw new IllegalArgumentException("population must be a SQL condition, but is empty");
    }
    if (dates < 2) {
      throw new IllegalArgumentException(
          "dates must be at least 2 (the latest calibrates), but is " + dates);
    }
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every must be longer than 0, but is " + every);
    }
    if (maxRows < SMALLEST_FIT) {
      throw new IllegalArgumentException(
          "max_rows must be at least %d, but is %d".formatted(SMALLEST_FIT, maxRows));
    }
    List<String> kinds = kinds(trainer, compareWith);
    if (kinds.stream().distinct().count() < kinds.size()) {
      throw new IllegalArgumentException(
          "compare_with must be other kinds than the trainer, each once, but is "
              + kinds.subList(1, kinds.size()));
    }
  }

  /** Will a customer who ever ordered buy within 30 days? */
  public static PropensitySettings defaults() {
    return new PropensitySettings(
        "buys_30d",
        "orders > 0",
        Outcome.defaults(),
        BoostedTrees.defaults(),
        List.of(),
        CalibrationMethod.PLATT,
        6,
        Duration.ofDays(30),
        200_000);
  }

  /** The served trainer, then those it is compared with. */
  public List<PropensityTrainer> trainers() {
    return Stream.concat(Stream.of(trainer), compareWith.stream()).toList();
  }

  private static List<String> kinds(PropensityTrainer first, List<PropensityTrainer> others) {
    return Stream.concat(Stream.of(first), others.stream()).map(PropensityTrainer::kind).toList();
  }
}
