package org.alsolike.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.SstPartitionWriter;

/** Publishes edition after edition until it is killed. A process of its own. */
final class FaultPublisher {

  static final SyntheticLists LISTS = new SyntheticLists(200, 3);
  static final String READY = "ready";

  private static final int PARTITIONS = 2;

  private FaultPublisher() {}

  /**
   * @param arguments the folder, and a number that no other attempt has
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long attempt = Long.parseLong(arguments[1]);
    System.out.println(READY);
    while (true) {
      publishNext(folder, attempt);
    }
  }

  /** Publishes the edition after the served version's; version and edition are the same number. */
  static long publishNext(Path folder, long attempt) throws IOException {
    var store = new StoreLayout(folder.resolve("serving"));
    int edition = Pointer.read(store).map(pointer -> (int) pointer.highest()).orElse(0) + 1;
    var staging = new LocalStaging(SyntheticLists.staging(folder, edition));
    var writer = new SstPartitionWriter(staging, folder.resolve("scratch"), attempt);
    var receipts = SyntheticLists.written(LISTS.cardsAndLists(edition, PARTITIONS), writer);
    Publisher.into(store.root(), new Retention(3, Duration.ofSeconds(1)), Clock.systemUTC())
        .publish(SyntheticLists.release(edition, receipts), staging);
    if (edition > 3) {
      Folders.remove(SyntheticLists.staging(folder, edition));
    }
    return edition;
  }
}
