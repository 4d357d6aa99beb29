package org.alsolike.serving;

import java.util.Map;
import java.util.SortedMap;

/**
 * Counts and checks entries per part as they pass by, at a tenth of what hashing them costs. For
 * one thread.
 */
public final class CheckTally {

  private final PerPart<PartCheck> parts = new PerPart<>(PartCheck.EMPTY, PartCheck::plus);

  public void add(byte[] key, byte[] value) {
    parts.add(key, PartCheck.of(key, value));
  }

  /** Adds all that passed by the other. */
  public void addAll(CheckTally other) {
    parts.addAll(other.parts);
  }

  /** What passed by, per part name. */
  public SortedMap<String, PartCheck> parts() {
    return parts.sums();
  }

  /**
   * @throws StoreUnavailable naming each part that is not as promised; a part without entries may
   *     be absent
   */
  public void requireEqual(Map<String, PartCheck> promised) {
    Differences.requireNone(
        Differences.between(
            promised,
            parts(),
            PartCheck.EMPTY,
            (found, expected) ->
                "%d entries with check %016x, but %d with %016x are promised"
                    .formatted(
                        found.entries(), found.check(), expected.entries(), expected.check())));
  }
}
