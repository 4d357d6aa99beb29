package org.alsolike.serving.store;

import static org.alsolike.serving.store.StoreContractTest.assertServes;
import static org.alsolike.serving.store.StoreContractTest.load;
import static org.alsolike.serving.store.StoreContractTest.publish;
import static org.alsolike.serving.store.StoreContractTest.publisher;
import static org.alsolike.serving.store.StoreContractTest.states;
import static org.alsolike.serving.store.StoreContractTest.title;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.serving.NewerFormat;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Manifests that are damaged, of a newer AlsoLike, or behind a failing store, on every store. */
class UnreadableManifestTest {

  private static final String NEWER = "{\"format\":99}";
  private static final String HALF = "{\"format\":1,";

  @TempDir Path folder;

  private Stream<DynamicTest> ofEveryStore(StoreUnderTest.Claim claim) {
    return StoreUnderTest.ofEveryKind(folder, claim);
  }

  @TestFactory
  Stream<DynamicTest> leavesAVersionOfANewerAlsoLikeServed() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          try (ServingReader reader = tested.store().reader()) {
            publish(tested, shop, 2);
            tested.writeManifest(2, NEWER);

            assertThatThrownBy(reader::refresh).isInstanceOf(NewerFormat.class);
            assertThat(title(reader.item("tea").flatMap(i -> i.title()))).isEqualTo("TEA 1");
          }
          assertThatThrownBy(() -> publish(tested, shop, 3))
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageContaining("use a newer AlsoLike")
              .hasMessageEndingWith("Version 2 stays served.");
          assertThatThrownBy(() -> publisher(tested).rollback(Optional.empty()))
              .as("its fingerprint could not be refused from then on")
              .isInstanceOf(NewerFormat.class);
          assertThat(states(tested)).containsExactly("2 SERVED", "1 KEPT");
          assertThat(publisher(tested).versions().get(0).trouble())
              .containsInstanceOf(NewerFormat.class);
          assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
        });
  }

  @TestFactory
  Stream<DynamicTest> rollsBackToNoVersionOfANewerAlsoLike() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          publish(tested, shop, 2);
          tested.writeManifest(1, NEWER);

          assertThatThrownBy(() -> publisher(tested).rollback(Optional.of(1L)))
              .isInstanceOf(NewerFormat.class)
              .hasMessageEndingWith("use a newer AlsoLike");
          assertServes(tested, "TEA 2");
          assertThat(states(tested)).containsExactly("2 SERVED", "1 DAMAGED");
        });
  }

  @TestFactory
  Stream<DynamicTest> replacesAVersionWhoseManifestIsDamagedAndSaysSo() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          tested.writeManifest(1, HALF);
          Publication anew;
          try (Loading loading = publisher(tested).begin(shop.staging(2), Optional.empty())) {
            anew = loading.publish(shop.release(2, load(loading, shop, 2, 0)));
          }
          assertThat(anew.warnings())
              .singleElement()
              .asString()
              .startsWith("The served version could not be compared: ");
          assertServes(tested, "TEA 2");

          publish(tested, shop, 3);
          tested.writeManifest(3, HALF);
          Publication back = publisher(tested).rollback(Optional.of(2L));

          assertThat(back.warnings())
              .singleElement()
              .asString()
              .startsWith("The result that was rolled back from can be published again: ");
          assertServes(tested, "TEA 2");
        });
  }

  @TestFactory
  Stream<DynamicTest> changesNothingWhileTheStoreFailsToSayWhatItServes() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          publish(tested, shop, 2);
          tested.failAtManifests();

          assertThatThrownBy(() -> publish(tested, shop, 3))
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageContaining("was not published to, at step \"lock\": ")
              .hasMessageEndingWith("Version 2 stays served.");
          assertThatThrownBy(() -> publisher(tested).rollback(Optional.empty()))
              .isExactlyInstanceOf(StoreUnavailable.class);
          assertThatThrownBy(() -> publisher(tested).versions())
              .isExactlyInstanceOf(StoreUnavailable.class);
          assertThat(tested.present()).containsExactlyInAnyOrder(1L, 2L);
        });
  }
}
