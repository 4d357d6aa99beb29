package org.alsolike.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
        "shop.yaml:8: serving.store.kind must be one of rocksdb, but is \"oracle\"");
  }

  private static ServingStore store(String serving) {
    return Settings.parse("shop.yaml", SHOP + serving).serving().store();
  }

  private static void refuses(String serving, String message) {
    assertThatThrownBy(() -> store(serving)).isInstanceOf(ConfigError.class).hasMessage(message);
  }
}
