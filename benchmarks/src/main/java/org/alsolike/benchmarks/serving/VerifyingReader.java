package org.alsolike.benchmarks.serving;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.alsolike.serving.reader.ServedVersion;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.store.ServingStore;

/** Reads on in a thread of its own and counts what must never be seen. */
final class VerifyingReader implements AutoCloseable {

  private static final int LOOKED_AT = 20;

  private final ServingReader reader;
  private final int customers;
  private final Set<Long> versions = ConcurrentHashMap.newKeySet();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong torn = new AtomicLong();
  private final AtomicLong backward = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final CompletableFuture<Void> reading;
  private volatile boolean enough;

  VerifyingReader(ServingStore store, int customers) {
    this.customers = customers;
    reader = store.reader();
    reading = CompletableFuture.runAsync(this::readOn, task -> new Thread(task).start());
  }

  private void readOn() {
    var random = new SplittableRandom(1);
    long newest = 0;
    while (!enough) {
      try {
        reader.refresh();
        try (ServedVersion version = reader.hold()) {
          if (version.version() < newest) {
            backward.incrementAndGet();
          }
          newest = version.version();
          versions.add(newest);
          look(version, random);
        }
      } catch (RuntimeException failure) {
        errors.incrementAndGet();
        System.err.println(failure.getMessage());
      }
    }
  }

  /** Edition and version are the same number, so any other first place is of another version. */
  private void look(ServedVersion version, SplittableRandom random) {
    var expected = SyntheticLists.first(Math.toIntExact(version.version()));
    for (int i = 0; i < LOOKED_AT; i++) {
      String customer = SyntheticLists.customer(random.nextInt(customers));
      var list = version.ownList("for_you", customer);
      boolean whole = list.isPresent() && list.get().get(0).equals(expected);
      if (!whole || version.customer(customer).isEmpty()) {
        torn.incrementAndGet();
      }
      reads.incrementAndGet();
    }
  }

  /** Counts, as one line of JSON, for so many kills. */
  String line(String store, int kills) {
    return "{\"store\":\"%s\",\"kills\":%d,\"reads\":%d,\"versions\":%d,\"torn\":%d,\"backward\":%d,\"errors\":%d}"
        .formatted(
            store, kills, reads.get(), versions.size(), torn.get(), backward.get(), errors.get());
  }

  /** Whether nothing was seen that must never be. */
  boolean clean() {
    return torn.get() + backward.get() + errors.get() == 0;
  }

  /** Ends the reading; the counts stay. */
  @Override
  public void close() {
    enough = true;
    reading.join();
    reader.close();
  }
}
