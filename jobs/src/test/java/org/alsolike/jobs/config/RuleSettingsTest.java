package org.alsolike.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.rules.Delisted;
import org.alsolike.models.recommend.rules.Rule;
import org.junit.jupiter.api.Test;

/** A shop's rules leave room for the one that the command delist adds. */
class RuleSettingsTest {

  private static final Rule BY_COMMAND = new Delisted(Delisted.BY_COMMAND, List.of("tea"));

  @Test
  void asManyAsThereMayBeLeaveAPlaceForTheCommand() {
    Settings most = parsed(rules(62));

    assertThat(most.with(BY_COMMAND).recommendations().rules()).hasSize(63).startsWith(BY_COMMAND);
    assertThatThrownBy(() -> parsed(rules(63)))
        .isInstanceOf(ConfigError.class)
        .hasMessage(
            "shop.yaml: recommendations.rules must be at most 62, but are 63; one place is kept for"
                + " the command delist");
  }

  @Test
  void theNameOfTheCommandsRuleIsTaken() {
    assertThatThrownBy(() -> parsed("{ name: delisted_by_command, kind: delisted, ids: [tea] }"))
        .isInstanceOf(ConfigError.class)
        .hasMessage(
            "shop.yaml: recommendations.rules: the name delisted_by_command is kept for the command"
                + " delist; choose another");
  }

  @Test
  void aShopMayNameItemsOfItsOwn() {
    assertThat(
            parsed("{ name: recalled, kind: delisted, ids: ['85123A', 'a b'] }")
                .recommendations()
                .rules())
        .containsExactly(new Delisted("recalled", List.of("85123A", "a b")));
    assertThatThrownBy(() -> parsed("{ name: recalled, kind: delisted, ids: [] }"))
        .hasMessageContaining("ids is missing; name an item, or leave the rule out");
  }

  @Test
  void anotherVersionsListsAreComparedUnderWhatIsDelistedNow() {
    Settings.Recommendations plain = parsed(rules(2)).recommendations();
    Settings.Recommendations ruled = parsed(rules(2)).with(BY_COMMAND).recommendations();

    assertThat(plain.sharing(Delisted.BY_COMMAND, ruled)).isEqualTo(ruled);
    assertThat(ruled.sharing(Delisted.BY_COMMAND, plain)).isEqualTo(plain);
    assertThat(plain.rule(Delisted.BY_COMMAND)).isEqualTo(Optional.empty());
  }

  private static String rules(int count) {
    return IntStream.range(0, count)
        .mapToObj("{ name: rule_%d, kind: exclude, items: \"price > 100\" }"::formatted)
        .collect(Collectors.joining(", "));
  }

  private static Settings parsed(String rules) {
    return Settings.parse(
        "shop.yaml",
        """
        project: shop
        timezone: Europe/London
        workspace: workspace
        sources:
          transactions:
            path: sales.csv
            columns: { order_id: o, item_id: i, occurred_at: at, quantity: q, unit_price: p }
        recommendations: { rules: [%s] }
        """
            .formatted(rules));
  }
}
