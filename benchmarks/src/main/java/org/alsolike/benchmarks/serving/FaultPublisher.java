package org.alsolike.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.VersionStore;
import org.alsolike.serving.store.ServingStore;

/** Publishes edition after edition until it is killed. A process of its own. */
final class FaultPublisher {

  static final SyntheticLists LISTS = new SyntheticLists(200, 3);
  static final Retention KEEP = new Retention(3, Duration.ofSeconds(1));
  static final String READY = "ready";

  private static final int PARTITIONS = 2;
  private static final int PAUSE_MILLIS = 20;

  private FaultPublisher() {}

  /**
   * @param arguments the store's kind and place, a folder, and a number that no other attempt has
   */
  public static void main(String[] arguments) throws Exception {
    ServingStore store = StoreAddress.parse(arguments[0], arguments[1]).store();
    Path folder = Path.of(arguments[2]);
    long attempt = Long.parseLong(arguments[3]);
    System.out.println(READY);
    while (true) {
      publishNext(store, folder, attempt);
    }
  }

  /** Publishes the edition after the served version's; version and edition are the same number. */
  static long publishNext(ServingStore store, Path folder, long attempt) throws Exception {
    while (true) {
      try {
        return published(store, folder, attempt);
      } catch (StoreLocked held) { // a server may take a moment to see that its client is gone
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static long published(ServingStore store, Path folder, long attempt) throws IOException {
    int edition = highest(store) + 1;
    Path staged = SyntheticLists.staging(folder, edition);
    try (Loading loading =
        store
            .publisher(KEEP, Clock.systemUTC())
            .begin(new LocalStaging(staged), Optional.of(LISTS.size()))) {
      var receipts =
          SyntheticLists.written(
              LISTS.cardsAndLists(edition, PARTITIONS), loading.writers().attempt(attempt));
      loading.publish(SyntheticLists.release(edition, receipts));
    }
    if (Files.exists(staged)) {
      Folders.remove(staged);
    }
    return edition;
  }

  /** The highest version that was ever served. */
  static int highest(ServingStore store) throws IOException {
    try (VersionStore versions = store.versions()) {
      return versions.pointer().map(Pointer::highest).orElse(0L).intValue();
    }
  }
}
