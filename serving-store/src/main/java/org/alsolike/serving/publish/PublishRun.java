package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.rocksdb.RocksDBException;

/** One pass through the publish protocol, by the holder of the store's lock. */
final class PublishRun {

  private final StoreLayout store;
  private final Retention retention;
  private final Clock clock;
  private final Consumer<PublishStep> listener;
  private final List<String> warnings = new ArrayList<>();
  private PublishStep step = PublishStep.LOCK;

  PublishRun(StoreLayout store, Retention retention, Clock clock, Consumer<PublishStep> listener) {
    this.store = store;
    this.retention = retention;
    this.clock = clock;
    this.listener = listener;
  }

  Publication publish(Release release, Staging staging) {
    Optional<Pointer> before = Optional.empty();
    try {
      before = Pointer.read(store);
      requireNoLostPointer(before);
      Optional<Manifest> served = servedManifest(before);
      Optional<Publication> already = alreadyServed(release, served);
      if (already.isPresent()) {
        return already.get();
      }
      refuse(release, before, served);
      return publish(release, staging, before);
    } catch (IOException | RocksDBException | StoreUnavailable failure) {
      throw notPublished(before, failure);
    }
  }

  private Publication publish(Release release, Staging staging, Optional<Pointer> before)
      throws IOException, RocksDBException {
    begin(PublishStep.TOKEN);
    long token = FencingToken.take(store, before.map(Pointer::token).orElse(0L));
    var pointerSwitch = PointerSwitch.from(store, token);

    begin(PublishStep.CLEAN);
    long highest = before.map(Pointer::highest).orElse(0L);
    var tidying = new Tidying(store);
    tidying.removeLeftovers(highest);

    Manifest manifest = whole(release, staging, highest + 1, token);
    Pointer after = pointerTo(manifest, before);
    pointerSwitch.to(after, this::begin);

    begin(PublishStep.RETIRE);
    var retired = tidying.retire(after, retention, clock.instant());
    warnings.addAll(retired.warnings());
    begin(PublishStep.DONE);
    return new Publication(manifest, Outcome.PUBLISHED, retired.removed(), List.copyOf(warnings));
  }

  private Manifest whole(Release release, Staging staging, long version, long token)
      throws IOException, RocksDBException {
    Path aside = store.staging(version);
    try {
      var builder = new VersionBuilder(aside);
      Map<String, Long> files = built(builder, release, staging);

      begin(PublishStep.NAME_VERSION);
      DurableFiles.rename(aside, store.version(version));
      begin(PublishStep.SYNC_VERSIONS);
      DurableFiles.sync(store.versions());

      begin(PublishStep.WRITE_MANIFEST);
      Manifest manifest = manifest(release, version, token, files);
      DurableFiles.replace(store.manifest(version), ManifestFile.bytes(manifest));
      return manifest;
    } catch (IOException | RocksDBException | RuntimeException failure) {
      removeQuietly(aside, failure);
      throw failure;
    }
  }

  private Map<String, Long> built(VersionBuilder builder, Release release, Staging staging)
      throws IOException, RocksDBException {
    begin(PublishStep.FETCH);
    builder.fetch(release.receipts(), staging);
    begin(PublishStep.INGEST);
    builder.ingest(release.receipts());
    begin(PublishStep.SYNC_DATABASE);
    builder.sync();
    begin(PublishStep.VERIFY_CHECKSUMS);
    builder.verifyChecksums(release.receipts());
    begin(PublishStep.COUNT);
    EntrySample sample = builder.count(release.expected(), release.fingerprint().hashCode());
    begin(PublishStep.LOOK_UP);
    builder.lookUp(sample);
    return builder.files();
  }

  private Manifest manifest(Release release, long version, long token, Map<String, Long> files) {
    return new Manifest(
        version,
        release.fingerprint(),
        release.asOf(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        token,
        release.project(),
        release.zone(),
        release.expected(),
        release.models(),
        release.notes(),
        files);
  }

  private Pointer pointerTo(Manifest manifest, Optional<Pointer> before) throws IOException {
    var now = clock.instant();
    var lastServed = new TreeMap<>(before.map(Pointer::lastServed).orElseGet(TreeMap::new));
    before.ifPresent(pointer -> lastServed.put(pointer.version(), now));
    lastServed.keySet().retainAll(store.numbers());
    return new Pointer(
        manifest.version(),
        manifest.version(),
        manifest.token(),
        now,
        lastServed,
        new HashMap<>(before.map(Pointer::refused).orElseGet(Map::of)));
  }

  private void requireNoLostPointer(Optional<Pointer> before) throws IOException {
    List<Long> versions = store.numbers();
    if (before.isEmpty() && !versions.isEmpty() && !versions.equals(List.of(1L))) {
      throw new StoreUnavailable(
          "%s is missing, but versions %s are there. Roll back to one of them, which writes it anew"
              .formatted(store.served(), versions));
    }
  }

  private Optional<Manifest> servedManifest(Optional<Pointer> before) {
    try {
      return before.map(pointer -> ManifestFile.read(store.manifest(pointer.version())));
    } catch (StoreUnavailable damaged) {
      warnings.add("The served version could not be compared: " + damaged.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Publication> alreadyServed(Release release, Optional<Manifest> served) {
    if (served.isEmpty() || !served.get().fingerprint().equals(release.fingerprint())) {
      return Optional.empty();
    }
    if (!served.get().parts().equals(release.expected())) {
      warnings.add(
          "Version %d has the same fingerprint and other content"
              .formatted(served.get().version()));
      return Optional.empty();
    }
    try (var database = ReadOnlyDatabase.open(store.database(served.get().version()))) {
      database.verifyChecksums();
      begin(PublishStep.DONE);
      return Optional.of(
          new Publication(served.get(), Outcome.ALREADY_SERVED, List.of(), List.of()));
    } catch (StoreUnavailable damaged) {
      warnings.add("The served version is replaced: " + damaged.getMessage());
      return Optional.empty();
    }
  }

  private static void refuse(Release release, Optional<Pointer> before, Optional<Manifest> served) {
    if (release.receipts().stream().allMatch(Receipt::isEmpty)) {
      throw new PublishRefused("The release holds no entries, so there is nothing to publish.");
    }
    Long rolledBack = before.map(p -> p.refused().get(release.fingerprint())).orElse(null);
    if (rolledBack != null) {
      throw new PublishRefused(
          "This result was published as version %d and rolled back. Change its inputs or configuration, or roll forward to version %d."
              .formatted(rolledBack, rolledBack));
    }
    boolean older = served.filter(s -> release.asOf().isBefore(s.asOf())).isPresent();
    if (older && release.older() == Release.OlderAsOf.REFUSE) {
      throw new PublishRefused(
          "The as-of %s is before %s, which version %d serves. Allow an older as-of to publish it all the same."
              .formatted(release.asOf(), served.get().asOf(), served.get().version()));
    }
  }

  private StoreUnavailable notPublished(Optional<Pointer> before, Exception failure) {
    String reason = failure instanceof IOException ? failure.toString() : failure.getMessage();
    String still =
        before
            .map(pointer -> "Version " + pointer.version() + " stays served.")
            .orElse("Nothing is served.");
    return new StoreUnavailable(
        "%s was not published to, at step \"%s\": %s. %s"
            .formatted(store.root(), step.words(), reason, still),
        failure);
  }

  private static void removeQuietly(Path aside, Exception failure) {
    try {
      DurableFiles.deleteTree(aside);
    } catch (IOException kept) {
      failure.addSuppressed(kept);
    }
  }

  private void begin(PublishStep next) {
    step = next;
    listener.accept(next);
  }
}
