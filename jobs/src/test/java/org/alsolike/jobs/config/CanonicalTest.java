package org.alsolike.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.alsolike.models.recommend.Als;
import org.junit.jupiter.api.Test;

/** The configuration's part of a fingerprint: what it means, not how or where it is written. */
class CanonicalTest {

  private static final String YAML =
      """
      project: shop
      timezone: Europe/London
      workspace: workspace
      sources:
        max_broken: 1%
        transactions:
          path: sales.csv
          columns: { order_id: o, item_id: i, occurred_at: at, quantity: q, unit_price: p }
          reject: { free: "unit_price = 0", odd: "quantity = 0" }
      recommendations:
        for_you: { model: { kind: als, rank: 8 }, list_size: 20 }
      evaluation: { holdout_window: 30d, replicates: 500 }
      """;

  @Test
  void spellingDoesNotCount() {
    same("1%", "0.01");
    same("30d", "720h");
    same("kind: als, rank: 8", "rank: 8, kind: als");
    same("list_size: 20", "list_size: 0020");
    same(", replicates: 500", "");
    same("project: shop\ntimezone: Europe/London", "timezone: Europe/London\nproject: shop");
    int iterations = Als.defaults().iterations();
    same("kind: als, rank: 8", "kind: als, rank: 8, iterations: " + iterations);
  }

  @Test
  void placesDoNotCount() {
    same("path: sales.csv", "path: elsewhere/*.csv.gz");
    same("workspace: workspace", "workspace: /var/alsolike");
    same("workspace: workspace", "workspace: workspace\nserving: { path: served, keep: 9 }");
  }

  @Test
  void everythingElseCounts() {
    differs("project: shop", "project: other");
    differs("Europe/London", "Europe/Paris");
    differs("order_id: o", "order_id: oo");
    differs("rank: 8", "rank: 9");
    differs("list_size: 20", "list_size: 21");
    differs("30d", "31d");
    differs("quantity = 0", "quantity < 0");
    // The first condition that holds gives the reason, so their order has a meaning.
    differs(
        "free: \"unit_price = 0\", odd: \"quantity = 0\"",
        "odd: \"quantity = 0\", free: \"unit_price = 0\"");
  }

  private static void same(String from, String to) {
    assertThat(changed(from, to)).isEqualTo(canonical(YAML));
  }

  private static void differs(String from, String to) {
    assertThat(changed(from, to)).isNotEqualTo(canonical(YAML));
  }

  private static String changed(String from, String to) {
    assertThat(YAML).containsOnlyOnce(from);
    return canonical(YAML.replace(from, to));
  }

  private static String canonical(String yaml) {
    return Canonical.json(Settings.parse("alsolike.yaml", yaml));
  }
}
