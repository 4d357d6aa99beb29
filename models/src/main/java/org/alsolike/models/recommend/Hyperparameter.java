package org.alsolike.models.recommend;

import java.time.Duration;
import org.alsolike.models.recommend.trees.BoostedRanker;

/** Checks of hyperparameters; a message begins with the key, as the configuration writes it. */
final class Hyperparameter {

  private Hyperparameter() {}

  static void require(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "%s must be above 0, but is %s".formatted(key, written(value)));
    }
  }

  static void require(String key, BoostedRanker ranker) {
    requireBetween(key + ".rounds", ranker.rounds(), 1, 10_000);
    requireBetween(key + ".depth", ranker.depth(), 1, BoostedRanker.DEEPEST);
    requireBetween(key + ".learning_rate", ranker.learningRate(), 0.000001, 1);
    requireBetween(key + ".least_weight", ranker.leastWeight(), 0, 1_000_000);
    requireBetween(key + ".row_share", ranker.rowShare(), 0.01, 1);
    requireBetween(key + ".feature_share", ranker.featureShare(), 0.01, 1);
    requireBetween(key + ".threads", ranker.threads(), 1, 1024);
  }

  static void requireBetween(String key, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be between %s and %s, but is %s"
              .formatted(key, plain(least), plain(most), plain(value)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String written(Duration value) {
    return value.equals(Duration.ofDays(value.toDays())) ? value.toDays() + "d" : value.toString();
  }
}
