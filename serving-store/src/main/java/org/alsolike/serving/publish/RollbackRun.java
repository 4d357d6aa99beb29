package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.rocksdb.ReadOnlyDatabase;

/** One rollback, by the holder of the store's lock. It deletes nothing. */
record RollbackRun(StoreLayout store, Clock clock, Consumer<PublishStep> listener) {

  /**
   * Databases up to this size have every checksum compared, in less than a second; of larger ones
   * the sizes of the files, because a reader checks each block it reads anyway.
   */
  private static final long CHECKED_BYTES = 512L << 20;

  Publication rollback(Optional<Long> to) {
    try {
      Optional<Pointer> before = pointer(to);
      long target = target(to, before);
      listener.accept(PublishStep.TOKEN);
      long token = FencingToken.take(store, before.map(Pointer::token).orElse(0L));
      var pointerSwitch = PointerSwitch.from(store, token);
      Manifest manifest = verified(target);
      pointerSwitch.to(pointerTo(manifest, token, before), listener);
      listener.accept(PublishStep.DONE);
      return new Publication(manifest, Outcome.ROLLED_BACK, List.of(), List.of());
    } catch (IOException failure) {
      throw new StoreUnavailable(
          "%s was not rolled back: %s".formatted(store.root(), failure), failure);
    }
  }

  /** A lost or damaged pointer can be written anew by naming the version to serve. */
  private Optional<Pointer> pointer(Optional<Long> to) throws IOException {
    try {
      return Pointer.read(store);
    } catch (StoreUnavailable damaged) {
      if (to.isPresent()) {
        return Optional.empty();
      }
      throw damaged;
    }
  }

  private long target(Optional<Long> to, Optional<Pointer> before) throws IOException {
    long served = before.map(Pointer::version).orElse(0L);
    long target = to.isPresent() ? to.get() : previous(before, served);
    if (target == served) {
      throw new PublishRefused("Version %d is served already.".formatted(target));
    }
    long highest = before.map(Pointer::highest).orElse(Long.MAX_VALUE);
    if (!store.numbers().contains(target) || target > highest) {
      throw new PublishRefused(
          "There is no version %d to roll back to; %s holds %s."
              .formatted(target, store.root(), store.numbers()));
    }
    return target;
  }

  private long previous(Optional<Pointer> before, long served) throws IOException {
    Map<String, Long> refused = before.map(Pointer::refused).orElse(Map.of());
    return store.numbers().stream()
        .filter(version -> version < served && !refused.containsValue(version))
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () ->
                new PublishRefused(
                    "There is no version before %d to roll back to; %s is as it was."
                        .formatted(served, store.root())));
  }

  private Manifest verified(long target) throws IOException {
    Manifest manifest = ManifestFile.read(store.manifest(target));
    listener.accept(PublishStep.VERIFY_CHECKSUMS);
    Path database = store.database(target);
    long bytes = 0;
    for (var file : manifest.files().entrySet()) {
      Path path = database.resolve(file.getKey());
      if (!Files.exists(path) || Files.size(path) != file.getValue()) {
        throw new StoreUnavailable(
            "Version %d is damaged: %s must have %d bytes. Roll back to another version."
                .formatted(target, path, file.getValue()));
      }
      bytes += file.getValue();
    }
    try (var opened = ReadOnlyDatabase.open(database)) {
      if (bytes <= CHECKED_BYTES) {
        opened.verifyChecksums();
      }
    }
    return manifest;
  }

  private Pointer pointerTo(Manifest manifest, long token, Optional<Pointer> before)
      throws IOException {
    Instant now = clock.instant();
    long target = manifest.version();
    var lastServed = new TreeMap<>(before.map(Pointer::lastServed).orElseGet(TreeMap::new));
    var refused = new TreeMap<>(before.map(Pointer::refused).orElseGet(Map::of));
    refused.remove(manifest.fingerprint());
    if (before.isPresent()) {
      long left = before.get().version();
      lastServed.put(left, now);
      if (target < left) {
        fingerprint(left).ifPresent(fingerprint -> refused.put(fingerprint, left));
      }
    }
    long highest = before.map(Pointer::highest).orElse(newest());
    return new Pointer(target, highest, token, now, lastServed, refused);
  }

  private long newest() throws IOException {
    List<Long> numbers = store.numbers();
    return numbers.get(numbers.size() - 1);
  }

  private Optional<String> fingerprint(long version) {
    try {
      return Optional.of(ManifestFile.read(store.manifest(version)).fingerprint());
    } catch (StoreUnavailable damaged) {
      return Optional.empty();
    }
  }
}
