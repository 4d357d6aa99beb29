package org.alsolike.features;

import static org.alsolike.tables.Events.PURCHASE;
import static org.alsolike.tables.Events.RETURN;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How events become the strength between a customer and an item.
 *
 * @param halfLife age at which an event counts half as much as at the as-of
 * @param weights of a fresh event, by kind; kinds that are not named count nothing
 */
public record AffinitySettings(Duration halfLife, Map<String, Double> weights) {

  public AffinitySettings {
    if (halfLife.isNegative() || halfLife.isZero()) {
      throw new IllegalArgumentException(
          "half_life must be longer than 0, but is %d s".formatted(halfLife.toSeconds()));
    }
    weights = new LinkedHashMap<>(weights);
    weights.forEach(AffinitySettings::check);
  }

  public static AffinitySettings defaults() {
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put(PURCHASE, 1.0);
    weights.put("add_to_cart", 0.3);
    weights.put("view", 0.1);
    return new AffinitySettings(Duration.ofDays(90), weights);
  }

  private static void check(String kind, double weight) {
    if (kind.equals(RETURN)) {
      throw new IllegalArgumentException(
          "weights must not name return: a returned purchase counts nothing by itself");
    }
    if (!(weight >= 0 && weight <= 1e6)) {
      throw new IllegalArgumentException(
          "weights.%s must be from 0 to 1000000, but is %s".formatted(kind, weight));
    }
  }
}
