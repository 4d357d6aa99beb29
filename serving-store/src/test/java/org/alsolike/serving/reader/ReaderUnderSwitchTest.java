package org.alsolike.serving.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.alsolike.serving.Shop;
import org.alsolike.serving.values.ListedItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderUnderSwitchTest {

  private static final int THREADS = 4;
  private static final int EDITIONS = 6;

  @TempDir Path folder;

  @Test
  void fourThreadsReadOnWhileVersionsComeAndGo() {
    var shop = Shop.in(folder);
    shop.publish(1);
    var enough = new AtomicBoolean();
    var reads = new AtomicLong();

    try (var reader = ServingReader.open(shop.store())) {
      var threads = new ArrayList<CompletableFuture<Void>>();
      for (int thread = 0; thread < THREADS; thread++) {
        threads.add(
            CompletableFuture.runAsync(
                () -> readOn(reader, enough, reads), task -> new Thread(task).start()));
      }
      for (int edition = 2; edition <= EDITIONS; edition++) {
        shop.publish(edition);
        reader.refresh();
      }
      enough.set(true);
      threads.forEach(CompletableFuture::join);

      assertThat(reader.version()).isEqualTo(EDITIONS);
      assertThat(reads.get()).isGreaterThan(THREADS);
    }
  }

  private static void readOn(ServingReader reader, AtomicBoolean enough, AtomicLong reads) {
    do {
      try (var version = reader.hold()) {
        int edition = Integer.parseInt(version.manifest().notes().get("edition"));
        assertThat(version.alsoLike("tea"))
            .isEqualTo(List.of(ListedItem.of("milk", edition, "item-neighbours")));
        assertThat(version.forCustomer("for_you", "c00042").items())
            .isEqualTo(List.of(ListedItem.of("item-42", edition, "als")));
      }
      reads.incrementAndGet();
    } while (!enough.get());
  }
}
