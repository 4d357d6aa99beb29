package org.alsolike.serving.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.alsolike.serving.DamagedManifest;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Publication.Outcome;

/** One pass through the publish protocol, by the holder of the store's lock. */
final class PublishRun {

  private final VersionStore store;
  private final Retention retention;
  private final Clock clock;
  private final Consumer<PublishStep> listener;
  private final List<String> warnings = new ArrayList<>();
  private PublishStep step = PublishStep.LOCK;

  PublishRun(VersionStore store, Retention retention, Clock clock, Consumer<PublishStep> listener) {
    this.store = store;
    this.retention = retention;
    this.clock = clock;
    this.listener = listener;
  }

  Publication publish(Release release, Stager stager) {
    Optional<Pointer> before = Optional.empty();
    try {
      before = stager.before();
      if (before.isEmpty()) {
        Publisher.requireNeverServed(store);
      }
      Optional<Manifest> served = servedManifest(before);
      Optional<Publication> already = alreadyServed(release, served);
      if (already.isPresent()) {
        stager.abandon();
        return already.get();
      }
      refuse(release, before, served);
      return publish(release, stager.staged(before, this::begin), before);
    } catch (IOException | StoreUnavailable failure) {
      throw notPublished(before, abandoned(stager, failure));
    } catch (PublishRefused refusal) {
      throw abandoned(stager, refusal);
    }
  }

  private static <F extends Exception> F abandoned(Stager stager, F failure) {
    try {
      stager.abandon();
    } catch (IOException | RuntimeException kept) {
      failure.addSuppressed(kept);
    }
    return failure;
  }

  private Publication publish(Release release, StagedVersion staged, Optional<Pointer> before)
      throws IOException {
    Manifest manifest = whole(release, staged);
    Pointer after = pointerTo(manifest, before);
    switchTo(after, staged);

    begin(PublishStep.RETIRE);
    List<Long> removed = retire(after);
    begin(PublishStep.DONE);
    return new Publication(manifest, Outcome.PUBLISHED, removed, List.copyOf(warnings));
  }

  /** A version that is whole and not switched to takes as much room as one that is served. */
  private void switchTo(Pointer after, StagedVersion staged) throws IOException {
    try {
      staged.fence().switchTo(after, this::begin);
    } catch (IOException | StoreUnavailable failure) {
      discardQuietly(staged, failure);
      throw failure;
    }
  }

  private Manifest whole(Release release, StagedVersion staged) throws IOException {
    try {
      Map<String, Long> files = staged.verified(release, this::begin);
      Manifest manifest = manifest(release, staged.number(), staged.fence().token(), files);
      staged.keep(manifest, this::begin);
      return manifest;
    } catch (IOException | RuntimeException failure) {
      discardQuietly(staged, failure);
      throw failure;
    }
  }

  /**
   * Removes versions beyond the retention; a warning where one resists. Where no lock keeps others
   * out, a later publisher may have switched: the pointer is read after the numbers, so that what
   * it names is not among those.
   */
  private List<Long> retire(Pointer ours) {
    var removed = new ArrayList<Long>();
    try {
      List<Long> numbers = store.numbers();
      Pointer pointer = store.pointer().orElse(ours);
      for (long version : retention.beyond(numbers, pointer, clock.instant())) {
        store.remove(version);
        removed.add(version);
      }
    } catch (IOException | StoreUnavailable failure) {
      warnings.add("A version beyond the retention could not be removed: " + failure);
    }
    return List.copyOf(removed);
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
    var lastServed =
        new TreeMap<>(before.map(pointer -> pointer.lastServedBy(now)).orElseGet(TreeMap::new));
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

  /**
   * Publishing anew is the remedy for damage, so that is a warning. A version of a newer AlsoLike,
   * or a store that fails, is not: what is served might be later than the release.
   */
  private Optional<Manifest> servedManifest(Optional<Pointer> before) {
    try {
      return before.map(pointer -> store.manifest(pointer.version()));
    } catch (DamagedManifest damaged) {
      warnings.add("The served version could not be compared: " + damaged.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Publication> alreadyServed(Release release, Optional<Manifest> served)
      throws IOException {
    if (served.isEmpty() || !served.get().fingerprint().equals(release.fingerprint())) {
      return Optional.empty();
    }
    if (!served.get().parts().equals(release.expected())) {
      warnings.add(
          "Version %d has the same fingerprint and other content"
              .formatted(served.get().version()));
      return Optional.empty();
    }
    try {
      store.check(served.get(), VersionStore.Depth.WHOLE);
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
          "The as-of %s is before %s, which version %d serves. Say --allow-older to publish it all the same."
              .formatted(release.asOf(), served.get().asOf(), served.get().version()));
    }
  }

  private StoreUnavailable notPublished(Optional<Pointer> before, Exception failure) {
    String reason = failure instanceof IOException ? failure.toString() : failure.getMessage();
    String still =
        StillServed.words(store::pointer) // another publisher may have switched
            .or(() -> before.map(StillServed::words))
            .orElse("Nothing is served.");
    return new StoreUnavailable(
        "%s was not published to, at step \"%s\": %s. %s"
            .formatted(store.name(), step.words(), reason, still),
        failure);
  }

  private static void discardQuietly(StagedVersion staged, Exception failure) {
    try {
      staged.discard();
    } catch (IOException | RuntimeException kept) {
      failure.addSuppressed(kept);
    }
  }

  private void begin(PublishStep next) {
    step = next;
    listener.accept(next);
  }
}
