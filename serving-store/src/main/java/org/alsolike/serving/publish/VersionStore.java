package org.alsolike.serving.publish;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Pointer;

/**
 * The writer's side of a store: what the publish protocol asks of it. Opened for one publish,
 * rollback or listing, by one thread. What fails throws {@link org.alsolike.serving.ServingFailure}
 * or {@link IOException}, and leaves the served version served.
 */
public interface VersionStore extends AutoCloseable {

  /** Names the store to people: a folder, or an address without secrets. */
  String name();

  /** Names the place of the pointer to people. */
  String pointerName();

  /**
   * @throws org.alsolike.serving.StoreLocked saying who holds it
   */
  PublisherLock lock(Clock clock);

  /** Whether a publisher ever began to write here. */
  boolean begun();

  /** The pointer, or nothing where nothing was ever published. */
  Optional<Pointer> pointer() throws IOException;

  /** The numbers of all versions, smallest first, also of those that were never served. */
  List<Long> numbers() throws IOException;

  /** The numbers of those that may have been served, where there is no pointer that tells. */
  default List<Long> perhapsServed() throws IOException {
    return numbers();
  }

  /**
   * @throws org.alsolike.serving.DamagedManifest when it is missing or damaged
   * @throws org.alsolike.serving.NewerFormat when a newer AlsoLike wrote it
   * @throws org.alsolike.serving.StoreUnavailable when the store fails, whatever is in it
   */
  Manifest manifest(long version);

  /**
   * Compares a version with its manifest.
   *
   * @throws org.alsolike.serving.StoreUnavailable when it is damaged
   */
  void check(Manifest manifest, Depth depth) throws IOException;

  /** How much of a version is read to check it. */
  enum Depth {
    /** All of it. */
    WHOLE,
    /** What can be read in less than a second: all of a small version, a share of a large one. */
    A_SECOND
  }

  /**
   * Takes a fencing token above every one given before.
   *
   * @param before the pointer as the caller knows it
   * @throws org.alsolike.serving.StoreUnavailable when the pointer has changed since
   */
  Fence fence(Optional<Pointer> before) throws IOException;

  /**
   * Makes ready for a release: the partitions' writers and, after them, a version to be verified.
   *
   * @param staging where partitions wait, if the store fetches them as files
   * @param size of the release, where it is known
   */
  Stager stager(Staging staging, Optional<ReleaseSize> size, Consumer<PublishStep> beginning);

  /** Removes a version that is not served. */
  void remove(long version) throws IOException;

  /**
   * Removes what crashed publishers and impatient removals left, and never what was ever served.
   *
   * @param pointer as it is; empty: nothing was ever served
   * @param token of the caller; what a later publisher builds is not touched
   * @return what could not be removed, and why: a publisher may go on, an erasure may not
   */
  List<String> removeLeftovers(Optional<Pointer> pointer, long token) throws IOException;

  @Override
  void close();
}
