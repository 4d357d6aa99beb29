package org.alsolike.features;

import java.util.List;

/**
 * What a shop changes about features.
 *
 * @param customer entries that add to the shipped customer features, or replace one by its name
 * @param item entries that add to the shipped item features, or replace one by its name
 */
public record FeatureSettings(
    AffinitySettings affinity, List<FeatureEntry> customer, List<FeatureEntry> item) {

  public FeatureSettings {
    customer = List.copyOf(customer);
    item = List.copyOf(item);
  }

  /** The shipped features alone. */
  public static FeatureSettings defaults() {
    return new FeatureSettings(AffinitySettings.defaults(), List.of(), List.of());
  }
}
