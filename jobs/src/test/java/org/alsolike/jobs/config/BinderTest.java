package org.alsolike.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BinderTest {

  sealed interface Shape permits RoundTable, Square {}

  record RoundTable(int seats, double share) implements Shape {
    RoundTable {
      if (seats < 1) {
        throw new IllegalArgumentException("seats must be at least 1, but is " + seats);
      }
    }

    public static RoundTable defaults() {
      return new RoundTable(4, 0.5);
    }
  }

  record Square() implements Shape {}

  enum Consent {
    REQUIRED,
    NOT_REQUIRED
  }

  record Root(
      String name,
      Optional<LocalDate> asOf,
      ZoneId zone,
      Duration window,
      List<Shape> shapes,
      Map<String, String> rules,
      Consent consent) {}

  private static final String GOOD =
      """
      name: shop
      zone: Europe/London
      window: 30d
      shapes:
        - { kind: round-table, seats: 6 }
        - kind: square
      rules: { b: "x > 1", a: y }
      consent: not_required
      """;

  @Test
  void bindsEveryKindOfValueAndFillsDefaults() {
    assertThat(bound(GOOD))
        .isEqualTo(
            new Root(
                "shop",
                Optional.empty(),
                ZoneId.of("Europe/London"),
                Duration.ofDays(30),
                List.of(new RoundTable(6, 0.5), new Square()),
                Map.of("b", "x > 1", "a", "y"),
                Consent.NOT_REQUIRED));
    assertThat(bound(GOOD).rules().keySet()).containsExactly("b", "a");
    assertThat(bound(GOOD + "as_of: 2011-11-09\n").asOf()).contains(LocalDate.of(2011, 11, 9));
  }

  @Test
  void readsASharePerHundred() {
    var shape = bound(GOOD.replace("seats: 6", "share: 12.5%")).shapes().get(0);

    assertThat(shape).isEqualTo(new RoundTable(4, 0.125));
  }

  record Limits(Optional<Double> share) {}

  @Test
  void readsANumberThatMayBeMissing() {
    assertThat(Binder.bind(Limits.class, Yaml.parse("shop.yaml", "share: 2%")).share())
        .contains(0.02);
  }

  @Test
  void namesFileLinePathAndRemedy() {
    refuses("nmae: shop\n", "shop.yaml:1: unknown key \"nmae\"; did you mean \"name\"?");
    refuses(
        GOOD.replace("seats: 6", "seats: 0"),
        "shop.yaml:5: shapes[1].seats must be at least 1, but is 0");
    refuses(
        GOOD.replace("seats: 6", "seats: six"),
        "shop.yaml:5: shapes[1].seats must be a whole number, but is \"six\"");
    refuses(
        GOOD.replace("square", "triangle"),
        "shop.yaml:6: shapes[2].kind must be one of round-table, square, but is \"triangle\"");
    refuses(
        GOOD.replace("30d", "soon"),
        "shop.yaml:3: window must be a length of time such as 30d, 12h, 5m or 10s, but is"
            + " \"soon\"");
    refuses(
        GOOD.replace("30d", ""), "shop.yaml:3: window has no value; give it one or remove the key");
    refuses(GOOD.replace("name: shop\n", ""), "shop.yaml:1: name is missing; add it");
    refuses(
        GOOD.replace("not_required", "maybe"),
        "shop.yaml:8: consent must be one of required, not_required, but is \"maybe\"");
    refuses(
        GOOD.replace("zone: Europe/London", "zone: [1]"),
        "shop.yaml:2: zone must have a single value");
    refuses(GOOD + "name: again\n", "shop.yaml:9: key \"name\" stands twice; remove one");
    refuses("", "shop.yaml:1: must be a list of keys such as project: my-shop");
  }

  @Test
  void saysWhereTheTextIsNoYaml() {
    assertThatThrownBy(() -> bound("name: shop\n  zone: [\n"))
        .isInstanceOf(ConfigError.class)
        .hasMessageStartingWith("shop.yaml:2: not valid YAML: ")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void canonicalTextIsReadBackAndHidesPlaces() {
    record Store(String path, Shape shape, Duration window) {}
    var store = new Store("/secret", new RoundTable(3, 0.25), Duration.ofDays(2));

    assertThat(Canonical.json(store))
        .isEqualTo(
            "{\"shape\":{\"kind\":\"round-table\",\"seats\":\"3\",\"share\":\"0.25\"},"
                + "\"window\":\"PT48H\"}");
    assertThat(Canonical.read(Shape.class, "manifest", Canonical.json(store.shape())))
        .isEqualTo(store.shape());
  }

  private static Root bound(String yaml) {
    return Binder.bind(Root.class, Yaml.parse("shop.yaml", yaml));
  }

  private static void refuses(String yaml, String message) {
    assertThatThrownBy(() -> bound(yaml)).isInstanceOf(ConfigError.class).hasMessage(message);
  }
}
