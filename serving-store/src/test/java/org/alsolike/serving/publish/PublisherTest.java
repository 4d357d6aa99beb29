package org.alsolike.serving.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.Shop;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.publish.StoredVersion.State;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {

  @TempDir Path folder;

  @Test
  void servesWhatItWasGiven() {
    var shop = Shop.in(folder);

    var publication = shop.publish(1);

    assertThat(publication.outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(publication.warnings()).isEmpty();
    assertThat(publication.manifest().version()).isEqualTo(1);
    assertThat(publication.manifest().whole().entries()).isEqualTo(shop.entries(1).size());
    assertThat(shop.publisher().versions())
        .extracting(StoredVersion::state)
        .containsExactly(State.SERVED);
  }

  @Test
  void changesNothingWhenTheSameIsPublishedAgain() {
    var shop = Shop.in(folder);
    shop.publish(1);

    var again = shop.publish(1);

    assertThat(again.outcome()).isEqualTo(Outcome.ALREADY_SERVED);
    assertThat(again.manifest().version()).isEqualTo(1);
  }

  @Test
  void keepsThreeVersions() {
    var shop = Shop.in(folder);
    for (int edition = 1; edition <= 4; edition++) {
      shop.publish(edition);
    }

    var last = shop.publish(5);

    assertThat(last.removed()).containsExactly(2L);
    assertThat(shop.publisher().versions())
        .extracting(StoredVersion::version)
        .containsExactly(5L, 4L, 3L);
  }

  @Test
  void rollsBackInUnderASecondAndRefusesTheBadResultFromThenOn() {
    var shop = Shop.in(folder);
    shop.publish(1);
    shop.publish(2);

    long start = System.nanoTime();
    var rolledBack = shop.publisher().rollback(Optional.empty());
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);

    assertThat(rolledBack.manifest().version()).isEqualTo(1);
    assertThat(served(shop)).isEqualTo("TEA 1");
    assertThat(shop.publisher().versions())
        .extracting(StoredVersion::state)
        .containsExactly(State.ROLLED_BACK, State.SERVED);
    assertThatThrownBy(() -> shop.publish(2))
        .isInstanceOf(PublishRefused.class)
        .hasMessage(
            "This result was published as version 2 and rolled back. Change its inputs or "
                + "configuration, or roll forward to version 2.");
    assertThat(shop.publish(3).manifest().version()).isEqualTo(3);
  }

  @Test
  void rollsForwardAgain() {
    var shop = Shop.in(folder);
    shop.publish(1);
    shop.publish(2);
    shop.publisher().rollback(Optional.of(1L));

    shop.publisher().rollback(Optional.of(2L));

    assertThat(served(shop)).isEqualTo("TEA 2");
    assertThat(shop.publisher().versions())
        .extracting(StoredVersion::state)
        .containsExactly(State.SERVED, State.KEPT);
  }

  @Test
  void refusesToRollBackToWhatIsNotThere() {
    var shop = Shop.in(folder);
    shop.publish(1);

    assertThatThrownBy(() -> shop.publisher().rollback(Optional.empty()))
        .isInstanceOf(PublishRefused.class)
        .hasMessageStartingWith("There is no version before 1 to roll back to");
    assertThatThrownBy(() -> shop.publisher().rollback(Optional.of(1L)))
        .hasMessage("Version 1 is served already.");
    assertThatThrownBy(() -> shop.publisher().rollback(Optional.of(9L)))
        .hasMessageStartingWith("There is no version 9 to roll back to");
  }

  @Test
  void refusesAnOlderAsOfUnlessToldOtherwise() {
    var shop = Shop.in(folder);
    shop.publish(1);
    var older = older(shop.staged(2));

    assertThatThrownBy(() -> shop.publisher().publish(older, shop.staging(2)))
        .isInstanceOf(PublishRefused.class)
        .hasMessage(
            "The as-of 2011-12-09T00:00:00Z is before 2011-12-10T00:00:00Z, which version 1 "
                + "serves. Say --allow-older to publish it all the same.");
    assertThat(shop.publisher().publish(older.evenIfOlder(), shop.staging(2)).outcome())
        .isEqualTo(Outcome.PUBLISHED);
  }

  @Test
  void refusesAnEmptyRelease() {
    var shop = Shop.in(folder);
    var empty = shop.release(1, List.of());

    assertThatThrownBy(() -> shop.publisher().publish(empty, shop.staging(1)))
        .isInstanceOf(PublishRefused.class)
        .hasMessage("The release holds no entries, so there is nothing to publish.");
  }

  @Test
  void countsOnlyTheAttemptsOfTheReceipts() {
    var shop = Shop.in(folder);
    shop.receipts(1, 7);
    var receipts = shop.receipts(1, 8);

    shop.publisher().publish(shop.release(1, receipts), shop.staging(1));

    try (var reader = ServingReader.open(shop.store())) {
      assertThat(reader.manifest().whole().entries()).isEqualTo(shop.entries(1).size());
    }
  }

  private static Release older(Release release) {
    return new Release(
        release.project(),
        release.zone(),
        release.fingerprint(),
        release.asOf().minusSeconds(86_400),
        release.parts(),
        release.receipts(),
        release.models(),
        release.notes(),
        release.older());
  }

  private static String served(Shop shop) {
    try (var reader = ServingReader.open(shop.store())) {
      return reader.item("tea").orElseThrow().title().orElseThrow();
    }
  }
}
