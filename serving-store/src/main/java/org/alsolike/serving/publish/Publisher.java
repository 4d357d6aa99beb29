package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.alsolike.serving.DamagedManifest;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.NewerFormat;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.StoredVersion.State;

/**
 * Publishes versions into a store. One publisher works at a time; readers never wait and never see
 * half a version. A crash at any instant leaves the previous version served, and the next publisher
 * removes what the crashed one left.
 */
public final class Publisher {

  private final Supplier<? extends VersionStore> stores;
  private final Retention retention;
  private final Clock clock;
  private final PublishStep.Listener listener;

  private Publisher(
      Supplier<? extends VersionStore> stores,
      Retention retention,
      Clock clock,
      PublishStep.Listener listener) {
    this.stores = stores;
    this.retention = retention;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param directory the store, a local directory of RocksDB; made with the first version
   */
  public static Publisher into(Path directory, Retention retention, Clock clock) {
    return into(() -> new LocalVersions(new StoreLayout(directory)), retention, clock);
  }

  /**
   * @param stores opens the store for one operation
   */
  public static Publisher into(
      Supplier<? extends VersionStore> stores, Retention retention, Clock clock) {
    return new Publisher(stores, retention, clock, step -> {});
  }

  /** The same publisher, which tells the listener of each step before it begins. */
  public Publisher telling(PublishStep.Listener told) {
    return new Publisher(stores, retention, clock, told);
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
    try (Loading loading = begin(staging, Optional.empty())) {
      return loading.publish(release);
    }
  }

  /**
   * Takes the store's lock and makes it ready for the partitions of a release.
   *
   * @param staging where partitions wait, if the store fetches them as files
   * @param size of the release, where it is known; a store of bounded memory needs it
   * @throws org.alsolike.serving.StoreLocked when another publisher is at work
   * @throws StoreUnavailable when the store fails or has too little room; nothing is written
   */
  public Loading begin(Staging staging, Optional<ReleaseSize> size) {
    listener.starting(PublishStep.LOCK);
    VersionStore store = stores.get();
    PublisherLock lock = null;
    Loading loading = null;
    try {
      PublisherLock held = store.lock(clock);
      lock = held;
      Consumer<PublishStep> beginning = step -> begin(held, step);
      Stager stager = stager(store, staging, size, beginning);
      loading = Loading.begin(store, held, stager, retention, clock, beginning);
      return loading;
    } finally {
      if (loading == null) {
        closeBoth(store, lock);
      }
    }
  }

  private static Stager stager(
      VersionStore store,
      Staging staging,
      Optional<ReleaseSize> size,
      Consumer<PublishStep> beginning) {
    try {
      return store.stager(staging, size, beginning);
    } catch (StoreUnavailable failure) {
      throw StillServed.told(failure, StillServed.words(store::pointer));
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
    try (VersionStore store = stores.get();
        PublisherLock lock = store.lock(clock)) {
      return new RollbackRun(store, clock, step -> begin(lock, step)).rollback(to);
    }
  }

  /**
   * Removes the versions beyond the retention, and whatever crashed publishers left.
   *
   * @return the numbers of the versions that are gone
   * @throws StoreUnavailable when anything of it is still there, such as a table that is still read
   */
  public List<Long> tidy() {
    listener.starting(PublishStep.LOCK);
    try (VersionStore store = stores.get()) {
      return store.begun() ? tidied(store) : List.of();
    } catch (IOException failure) {
      throw new StoreUnavailable("A version cannot be removed: " + failure, failure);
    }
  }

  private List<Long> tidied(VersionStore store) throws IOException {
    try (PublisherLock lock = store.lock(clock)) {
      return new TidyRun(store, retention, clock, step -> begin(lock, step)).tidy();
    }
  }

  private void begin(PublisherLock lock, PublishStep step) {
    lock.at(step);
    listener.starting(step);
  }

  static void closeBoth(VersionStore store, PublisherLock lock) {
    try (store;
        lock) {
      // Only to close both, the lock first.
    }
  }

  /**
   * What the served version is made of, or nothing where nothing was ever published. Takes no lock.
   *
   * @throws StoreUnavailable when that cannot be read, or the pointer is lost: something may be
   *     served all the same
   */
  public Optional<Manifest> served() {
    try (VersionStore store = stores.get()) {
      Optional<Pointer> pointer = store.pointer();
      if (pointer.isEmpty()) {
        requireNeverServed(store);
      }
      return pointer.map(named -> store.manifest(named.version()));
    } catch (IOException failure) {
      throw new StoreUnavailable("The served version cannot be read: " + failure, failure);
    }
  }

  /** Of a store without a pointer, which may be lost. */
  static void requireNeverServed(VersionStore store) throws IOException {
    List<Long> versions = store.perhapsServed();
    if (!versions.isEmpty()) {
      throw new StoreUnavailable(
          "%s is missing, but versions %s are there. Roll back to one of them, which writes it anew"
              .formatted(store.pointerName(), versions));
    }
  }

  /**
   * The versions in the store, newest first. Takes no lock.
   *
   * @throws StoreUnavailable when the store fails; a version that is damaged is one of the list
   */
  public List<StoredVersion> versions() {
    try (VersionStore store = stores.get()) {
      return versions(store);
    }
  }

  private static List<StoredVersion> versions(VersionStore store) {
    try {
      var pointer = store.pointer();
      var versions = new ArrayList<StoredVersion>();
      for (long version : store.numbers()) {
        versions.add(0, stored(store, version, pointer));
      }
      return List.copyOf(versions);
    } catch (IOException failure) {
      throw new StoreUnavailable("%s cannot be read: %s".formatted(store.name(), failure), failure);
    }
  }

  private static StoredVersion stored(VersionStore store, long version, Optional<Pointer> pointer) {
    Optional<Manifest> manifest = Optional.empty();
    Optional<StoreUnavailable> trouble = Optional.empty();
    try {
      manifest = Optional.of(store.manifest(version));
    } catch (DamagedManifest | NewerFormat unreadable) {
      trouble = Optional.of(unreadable);
    }
    return new StoredVersion(version, state(version, pointer, manifest), manifest, trouble);
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
