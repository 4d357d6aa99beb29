package org.alsolike.serving;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts and hashes entries per part as they pass by. For one thread. */
public final class ContentTally {

  private final MessageDigest digest = ContentHash.sha256();
  private final SortedMap<String, PartContent> parts = new TreeMap<>();

  /** Entries come part by part, so the last one's part is tried before any other is looked up. */
  private Part part;

  private PartContent content = PartContent.EMPTY;

  /** Adds one entry to its part and returns the entry's own hash. */
  public ContentHash add(byte[] key, byte[] value) {
    var hash = ContentHash.of(digest, key, value);
    if (part == null || !part.holds(key)) {
      turnTo(Part.of(key));
    }
    content = content.plus(hash);
    return hash;
  }

  private void turnTo(Part next) {
    putBack();
    part = next;
    content = parts.getOrDefault(next.name(), PartContent.EMPTY);
  }

  private void putBack() {
    if (part != null) {
      parts.put(part.name(), content);
    }
  }

  /** Adds all that passed by the other. */
  public void add(ContentTally other) {
    putBack();
    other.parts().forEach((name, more) -> parts.merge(name, more, PartContent::plus));
    part = null;
  }

  /** What passed by, per part name. */
  public SortedMap<String, PartContent> parts() {
    putBack();
    return new TreeMap<>(parts);
  }

  /** Each part that is not as promised, in words; a part without entries may be absent. */
  public List<String> differences(Map<String, PartContent> promised) {
    putBack();
    var differences = new ArrayList<String>();
    var names = new TreeSet<>(promised.keySet());
    names.addAll(parts.keySet());
    for (String name : names) {
      var expected = promised.getOrDefault(name, PartContent.EMPTY);
      var found = parts.getOrDefault(name, PartContent.EMPTY);
      if (!expected.equals(found)) {
        differences.add(
            "%s has %d entries with hash %s, but %d with %s are promised"
                .formatted(
                    name, found.entries(), found.hash(), expected.entries(), expected.hash()));
      }
    }
    return differences;
  }
}
