package org.alsolike.serving;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Counts and hashes entries per part as they pass by. For one thread. */
public final class ContentTally {

  private final MessageDigest digest = ContentHash.sha256();
  private final PerPart<PartContent> parts = new PerPart<>(PartContent.EMPTY, PartContent::plus);

  /** Adds one entry to its part and returns the entry's own hash. */
  public ContentHash add(byte[] key, byte[] value) {
    var hash = ContentHash.of(digest, key, value);
    parts.add(key, new PartContent(1, hash));
    return hash;
  }

  /** What passed by, per part name. */
  public SortedMap<String, PartContent> parts() {
    return parts.sums();
  }

  /** Each part that is not as promised, in words; a part without entries may be absent. */
  public List<String> differences(Map<String, PartContent> promised) {
    return Differences.between(
        promised,
        parts(),
        PartContent.EMPTY,
        (found, expected) ->
            "%d entries with hash %s, but %d with %s are promised"
                .formatted(found.entries(), found.hash(), expected.entries(), expected.hash()));
  }

  /**
   * @throws StoreUnavailable naming each part that is not as promised
   */
  public void requireEqual(Map<String, PartContent> promised) {
    Differences.requireNone(differences(promised));
  }
}
