package org.alsolike.serving.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.alsolike.serving.Shop;
import org.alsolike.serving.values.ListedItem;

/**
 * Reads a shop's store again and again in a thread of its own, and fails when it sees half a
 * version, a mixture of two, or a version older than one seen before.
 */
public final class WatchingReader implements AutoCloseable {

  private final Shop shop;
  private final ServingReader reader;
  private final AtomicLong passes = new AtomicLong();
  private final CompletableFuture<Void> watching;
  private volatile boolean enough;

  public WatchingReader(Shop shop) {
    this.shop = shop;
    reader = ServingReader.open(shop.store());
    watching = CompletableFuture.runAsync(this::watch, task -> new Thread(task).start());
  }

  private void watch() {
    long newest = 0;
    while (!enough) {
      reader.refresh();
      try (var version = reader.hold()) {
        assertThat(version.version()).isGreaterThanOrEqualTo(newest);
        newest = version.version();
        assertWhole(version);
      }
      passes.incrementAndGet();
      LockSupport.parkNanos(2_000_000);
    }
  }

  private void assertWhole(ServedVersion version) {
    String edition = version.manifest().notes().get("edition");
    for (int c = 0; c < shop.customers(); c += 7) {
      String customer = Shop.customer(c);
      assertThat(version.ownList("for_you", customer))
          .contains(List.of(ListedItem.of("item-" + c, Integer.parseInt(edition), "als")));
      assertThat(version.customer(customer).orElseThrow().facts())
          .containsEntry("edition", edition);
      assertThat(version.scores(customer).get("buys_30d").reasons())
          .containsExactly("edition " + edition);
    }
  }

  /** How often everything was read. */
  public long passes() {
    return passes.get();
  }

  /** Ends the watch and throws what it saw, if anything was wrong. */
  @Override
  public void close() {
    enough = true;
    watching.join();
    reader.close();
  }
}
