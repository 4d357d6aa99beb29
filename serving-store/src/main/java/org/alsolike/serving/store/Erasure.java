package org.alsolike.serving.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.alsolike.serving.DamagedManifest;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Part;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.StoredVersion;
import org.alsolike.serving.reader.VersionContent;
import org.alsolike.serving.reader.VersionSource;

/**
 * Takes a customer, or items, out of a store for good: the served version is published anew without
 * them, and every other version is removed, so that no rollback brings them back; so is whatever
 * crashed publishers left.
 *
 * @param scratch a folder of this machine for files that wait
 */
public record Erasure(ServingStore store, Clock clock, Path scratch) {

  /** Nothing but the served version is kept, and nobody is waited for. */
  private static final Retention NOTHING_ELSE = new Retention(1, Duration.ZERO);

  /**
   * What was done.
   *
   * @param version that is served now; empty: none
   * @param entries that are gone or shorter in it
   * @param removed numbers of the versions that are gone
   */
  public record Erased(Optional<Long> version, long entries, List<Long> removed) {}

  /**
   * Without the entries of a customer.
   *
   * @param fingerprint of the version without the customer
   * @throws StoreUnavailable when the store fails, or when a version that held the customer is
   *     still read and cannot be removed; one version stays served, and asking again goes on
   */
  public Erased customer(String id, String fingerprint) {
    return without(
        (source, served) -> {
          List<byte[]> keys = keys(id, served);
          long entries = keys.isEmpty() ? 0 : held(source, served.version(), keys);
          return new Removal(Change.without(keys), entries, fingerprint);
        });
  }

  /**
   * Without the places of items in lists, their cards and the lists of what goes with them.
   *
   * @param fingerprint of the version without them, from that of the version
   * @throws StoreUnavailable as {@link #customer}
   */
  public Erased items(Set<String> ids, UnaryOperator<String> fingerprint) {
    Change delisted = new Delisted(Set.copyOf(ids));
    return without(
        (source, served) ->
            new Removal(
                delisted,
                concerned(source, served.version(), delisted),
                fingerprint.apply(served.fingerprint())));
  }

  /** What is to be taken out, and how many entries that concerns. */
  private record Removal(Change change, long entries, String fingerprint) {}

  @FunctionalInterface
  private interface Finding {
    Removal in(VersionSource source, Manifest served);
  }

  private Erased without(Finding finding) {
    Optional<Manifest> served = served();
    List<Long> before = numbers();
    long entries = served.isPresent() ? replaced(finding, served.get()) : 0;
    store.publisher(NOTHING_ELSE, clock).tidy();
    List<Long> removed = new ArrayList<>(before);
    removed.removeAll(numbers());
    return new Erased(served().map(Manifest::version), entries, removed);
  }

  /** Publishes the served version anew where it holds what is to go, and says how much that is. */
  private long replaced(Finding finding, Manifest served) {
    try (VersionSource source = store.source()) {
      Removal found = finding.in(source, served);
      if (found.entries() > 0) {
        new VersionCopy(source, store, NOTHING_ELSE, clock, scratch)
            .changed(found.change(), found.fingerprint());
      }
      return found.entries();
    }
  }

  private Optional<Manifest> served() {
    try {
      return store.publisher(NOTHING_ELSE, clock).served();
    } catch (DamagedManifest damaged) {
      throw new StoreUnavailable(
          damaged.getMessage()
              + ". Nothing was taken out; publish again or roll back, then run the same command again",
          damaged);
    }
  }

  private List<Long> numbers() {
    return store.publisher(NOTHING_ELSE, clock).versions().stream()
        .map(StoredVersion::version)
        .toList();
  }

  private static long concerned(VersionSource source, long version, Change change) {
    long[] entries = new long[1];
    try (VersionContent content = source.open(version)) {
      content.forEach(
          new byte[0], (key, value) -> entries[0] += change.concerns(key, value) ? 1 : 0);
    }
    return entries[0];
  }

  private static List<byte[]> keys(String customer, Manifest manifest) {
    return manifest.parts().keySet().stream()
        .map(Part::new)
        .filter(Part::isOfCustomers)
        .map(part -> part.key(customer))
        .toList();
  }

  private static long held(VersionSource source, long version, List<byte[]> keys) {
    try (VersionContent content = source.open(version)) {
      return keys.stream().filter(key -> content.value(key).isPresent()).count();
    }
  }
}
