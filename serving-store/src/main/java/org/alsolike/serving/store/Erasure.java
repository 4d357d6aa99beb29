package org.alsolike.serving.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Part;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.StoredVersion;
import org.alsolike.serving.publish.StoredVersion.State;
import org.alsolike.serving.reader.VersionContent;
import org.alsolike.serving.reader.VersionSource;

/**
 * Takes a customer out of a store for good: the served version is published anew without the
 * customer's entries, and every other version is removed, so that no rollback brings them back.
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
   * @param entries of the customer that are gone from it
   * @param removed numbers of the versions that are gone
   */
  public record Erased(Optional<Long> version, long entries, List<Long> removed) {}

  /**
   * @param fingerprint of the version without the customer
   * @throws org.alsolike.serving.StoreUnavailable when the store fails; what was served stays
   *     served, and asking again goes on
   */
  public Erased customer(String id, String fingerprint) {
    List<StoredVersion> versions = versions();
    Optional<Manifest> served =
        versions.stream()
            .filter(version -> version.state() == State.SERVED)
            .flatMap(version -> version.manifest().stream())
            .findFirst();
    if (served.isEmpty()) {
      return new Erased(Optional.empty(), 0, List.of());
    }
    List<Long> before = versions.stream().map(StoredVersion::version).toList();
    List<byte[]> keys = keys(id, served.get());
    long entries = 0;
    if (!keys.isEmpty()) {
      try (VersionSource source = store.source()) {
        entries = held(source, served.get().version(), keys);
        if (entries > 0) {
          publishWithout(source, keys, fingerprint);
        }
      }
    }
    store.publisher(NOTHING_ELSE, clock).tidy();
    List<StoredVersion> after = versions();
    List<Long> removed = new ArrayList<>(before);
    removed.removeAll(after.stream().map(StoredVersion::version).toList());
    return new Erased(Optional.of(after.get(0).version()), entries, removed);
  }

  private List<StoredVersion> versions() {
    return store.publisher(NOTHING_ELSE, clock).versions();
  }

  private Publication publishWithout(VersionSource source, List<byte[]> keys, String fingerprint) {
    return new VersionCopy(source, store, NOTHING_ELSE, clock, scratch)
        .without(key -> keys.stream().anyMatch(one -> Arrays.equals(one, key)), fingerprint);
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
