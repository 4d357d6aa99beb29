package org.alsolike.serving;

import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts and hashes entries per part as they pass by. For one thread. */
public final class ContentTally {

  private final MessageDigest digest = ContentHash.sha256();
  private final SortedMap<String, PartContent> parts = new TreeMap<>();

  /** Adds one entry to its part and returns the entry's own hash. */
  public ContentHash add(byte[] key, byte[] value) {
    var hash = ContentHash.of(digest, key, value);
    parts.merge(Part.of(key).name(), new PartContent(1, hash), PartContent::plus);
    return hash;
  }

  /** What passed by, per part name. */
  public SortedMap<String, PartContent> parts() {
    return new TreeMap<>(parts);
  }
}
