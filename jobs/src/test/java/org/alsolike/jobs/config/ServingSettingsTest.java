package org.alsolike.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.alsolike.serving.store.Postgresql;
import org.alsolike.serving.store.Redis;
import org.alsolike.serving.store.Rocksdb;
import org.alsolike.serving.store.ServingStore;
import org.junit.jupiter.api.Test;

class ServingSettingsTest {

  private static final String SHOP =
      """
      project: shop
      timezone: Europe/London
      workspace: workspace
      sources:
        transactions:
          path: sales.csv
          columns: { order_id: o, item_id: i, occurred_at: at, quantity: q, unit_price: p }
      """;

  @Test
  void aStoreMayBeNamedAloneOrWithItsSettings() {
    assertThat(store("")).isEqualTo(new Rocksdb("serving"));
    assertThat(store("serving: { store: rocksdb, path: served }")).isEqualTo(new Rocksdb("served"));
    assertThat(store("serving: { store: { kind: rocksdb, path: served } }"))
        .isEqualTo(new Rocksdb("served"));
  }

  @Test
  void aRelativeFolderStartsAtTheConfiguration() {
    assertThat(store("serving: { path: served }").under(Path.of("/shop")))
        .isEqualTo(new Rocksdb("/shop/served"));
  }

  @Test
  void refusesAFolderSaidTwice() {
    refuses(
        "serving: { store: { kind: rocksdb, path: one }, path: two }",
        "shop.yaml:8: serving.path is the folder of rocksdb; remove it, because store says where to"
            + " publish: one");
  }

  @Test
  void namesTheStoresThereAre() {
    refuses(
        "serving: { store: oracle }",
        "shop.yaml:8: serving.store.kind must be one of rocksdb, postgresql, redis, but is"
            + " \"oracle\"");
  }

  @Test
  void bindsPostgresqlWithItsDefaults() {
    assertThat(
            store(
                "serving: { store: { kind: postgresql, url: 'jdbc:postgresql://db/shop', user: w,"
                    + " password_env: W } }"))
        .isEqualTo(
            new Postgresql(
                "jdbc:postgresql://db/shop",
                Optional.of("w"),
                Optional.of("W"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void refusesAPasswordInTheFileWithoutRepeatingIt() {
    refuses(
        "serving: { store: { kind: postgresql, url: 'jdbc:postgresql://db/shop', password: sesame }"
            + " }",
        "shop.yaml:8: serving.store.password must not stand in the file; name the environment"
            + " variable that holds it: password_env");
    refuses(
        "serving: { store: { kind: postgresql, url: 'jdbc:postgresql://db/shop?password=sesame' }"
            + " }",
        "shop.yaml:8: serving.store.url must not hold a password; name the environment variable"
            + " that does: password_env");
    refuses(
        "serving: { store: { kind: postgresql, url: 'jdbc:postgresql://db/shop', schema: a-b } }",
        "shop.yaml:8: serving.store.schema must be up to 40 lower-case letters, digits and _, not"
            + " beginning with a digit or pg_, but is \"a-b\"");
  }

  @Test
  void bindsRedisWithItsDefaults() {
    assertThat(store("serving: { store: { kind: redis, url: 'redis://cache.shop:6379/0' } }"))
        .isEqualTo(
            new Redis(
                "redis://cache.shop:6379/0", Optional.empty(), Optional.empty(), Optional.empty()));
    refuses(
        "serving: { store: { kind: redis, url: 'redis://:sesame@cache.shop' } }",
        "shop.yaml:8: serving.store.url must hold neither user nor password; name the environment"
            + " variable that does: password_env");
  }

  private static ServingStore store(String serving) {
    return Settings.parse("shop.yaml", SHOP + serving).serving().store();
  }

  private static void refuses(String serving, String message) {
    assertThatThrownBy(() -> store(serving)).isInstanceOf(ConfigError.class).hasMessage(message);
  }
}
