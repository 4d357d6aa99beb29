package org.alsolike.serving.publish;

import java.util.Optional;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.StoreUnavailable;

/**
 * A version in the store.
 *
 * @param manifest absent where it cannot be read
 * @param trouble why it cannot be read
 */
public record StoredVersion(
    long version, State state, Optional<Manifest> manifest, Optional<StoreUnavailable> trouble) {

  /** What the store does with a version. */
  public enum State {
    SERVED,
    /** Served before, kept to roll back to. */
    KEPT,
    /** Rolled back from; its fingerprint is not published again. */
    ROLLED_BACK,
    /** Built, never served: what a crashed publisher left. The next one removes it. */
    LEFTOVER,
    /** Its manifest is missing, damaged or of a newer format. */
    DAMAGED
  }
}
