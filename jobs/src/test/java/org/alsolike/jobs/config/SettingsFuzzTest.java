package org.alsolike.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.alsolike.serving.Splinters;
import org.junit.jupiter.api.Test;

/** 30,000 configurations, each nearly right: taken, or refused in one line. */
class SettingsFuzzTest {

  private static final int ROUNDS = 30_000;
  private static final String RIGHT =
      """
      project: shop
      timezone: Europe/London
      as_of: 2011-12-10
      workspace: workspace
      sources:
        transactions:
          path: sales.csv
          columns: { order_id: o, item_id: i, occurred_at: at, quantity: q, unit_price: p }
          reject: { gift: "p = 0" }
      recommendations:
        for_you: { model: { kind: blend, windows: 1, ranker: { rounds: 20 } }, list_size: 20 }
        buy_again: { model: own-history, list_size: 20 }
        rules:
          - { kind: exclude, name: no_gifts, items: "price = 0" }
      propensity:
        - name: buys_30d
          outcome: { event: purchase, within: 30d }
      gates: { min_gain: 1%, changes: { max_changed: 0.5 } }
      serving:
        store: { kind: postgresql, url: "jdbc:postgresql://db/shop", password_env: SECRET }
      """;
  private static final List<String> SPLINTERS =
      List.of(
          "null",
          "~",
          "true",
          "-1",
          "1e999999999",
          "99999999999999999999",
          "NaN",
          "''",
          "[]",
          "{",
          "}",
          "- ",
          ": ",
          "\n",
          "\t",
          "  ",
          "#",
          "&a ",
          "*a",
          "!!java.lang.Runtime ",
          "|",
          ">",
          "---\n",
          "kind: als",
          "2011-02-30",
          "Mars/Olympus",
          "ü",
          "\u0000",
          "\ud83d",
          "[".repeat(2_000));

  @Test
  void aConfigurationIsTakenOrRefusedInOneLine() {
    assertThat(Settings.parse("alsolike.yaml", RIGHT).project()).isEqualTo("shop");
    Splinters splinters = new Splinters(SPLINTERS, new SplittableRandom(20111210));
    int taken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String yaml = splinters.in(RIGHT);
      try {
        assertThat(Settings.parse("alsolike.yaml", yaml)).isNotNull();
        taken++;
      } catch (ConfigError refused) {
        assertThat(refused.getMessage()).as(yaml).hasLineCount(1).startsWith("alsolike.yaml");
      }
    }
    assertThat(taken).isBetween(ROUNDS / 100, ROUNDS / 2);
  }
}
