package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.StoredVersion.State;

/**
 * Publishes versions into a store on this machine. One publisher works at a time; readers never
 * wait and never see half a version. A crash at any instant leaves the previous version served, and
 * the next publisher removes what the crashed one left.
 */
public final class Publisher {

  private final StoreLayout store;
  private final Retention retention;
  private final Clock clock;
  private final PublishStep.Listener listener;

  private Publisher(
      StoreLayout store, Retention retention, Clock clock, PublishStep.Listener listener) {
    this.store = store;
    this.retention = retention;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param directory the store, a local directory; made with the first version
   */
  public static Publisher into(Path directory, Retention retention, Clock clock) {
    return new Publisher(new StoreLayout(directory), retention, clock, step -> {});
  }

  /** The same publisher, which tells the listener of each step before it begins. */
  public Publisher telling(PublishStep.Listener told) {
    return new Publisher(store, retention, clock, told);
  }

  /**
   * Builds, verifies and serves a release. Publishing again what is served already changes nothing.
   *
   * @throws PublishRefused when a later as-of is served, the fingerprint was rolled back, or the
   *     release is empty
   * @throws org.alsolike.serving.StoreLocked when another publisher is at work
   * @throws StoreUnavailable when the staged files or the store fail; what was served stays served
   * @throws org.alsolike.serving.OutcomeUnknown when the switch itself failed
   */
  public Publication publish(Release release, Staging staging) {
    listener.starting(PublishStep.LOCK);
    try (var lock = StoreLock.acquire(store, clock)) {
      return new PublishRun(store, retention, clock, step -> begin(lock, step))
          .publish(release, staging);
    }
  }

  /**
   * Serves an earlier version again, after verifying it. The version rolled back from stays on
   * disk, and its fingerprint is refused from now on; rolling forward to it lifts that.
   *
   * @param to the version; if absent, the newest one before the served one that was not itself
   *     rolled back
   * @throws PublishRefused when there is no such version
   * @throws StoreUnavailable when that version is damaged; what was served stays served
   */
  public Publication rollback(Optional<Long> to) {
    listener.starting(PublishStep.LOCK);
    try (var lock = StoreLock.acquire(store, clock)) {
      return new RollbackRun(store, clock, step -> begin(lock, step)).rollback(to);
    }
  }

  private void begin(StoreLock lock, PublishStep step) {
    lock.at(step);
    listener.starting(step);
  }

  /** The versions in the store, newest first. Takes no lock. */
  public List<StoredVersion> versions() {
    try {
      var pointer = Pointer.read(store);
      var versions = new ArrayList<StoredVersion>();
      for (long version : store.numbers()) {
        versions.add(0, stored(version, pointer));
      }
      return List.copyOf(versions);
    } catch (IOException failure) {
      throw new StoreUnavailable("%s cannot be read: %s".formatted(store.root(), failure), failure);
    }
  }

  private StoredVersion stored(long version, Optional<Pointer> pointer) {
    Optional<Manifest> manifest;
    try {
      manifest = Optional.of(ManifestFile.read(store.manifest(version)));
    } catch (StoreUnavailable unreadable) {
      manifest = Optional.empty();
    }
    return new StoredVersion(version, state(version, pointer, manifest), manifest);
  }

  private static State state(long version, Optional<Pointer> pointer, Optional<Manifest> manifest) {
    if (pointer.isEmpty() || version > pointer.get().highest()) {
      return State.LEFTOVER;
    }
    if (version == pointer.get().version()) {
      return State.SERVED;
    }
    if (manifest.isEmpty()) {
      return State.DAMAGED;
    }
    boolean rolledBack = pointer.get().refused().containsKey(manifest.get().fingerprint());
    return rolledBack ? State.ROLLED_BACK : State.KEPT;
  }
}
