package org.alsolike.serving;

import java.io.Serializable;

/**
 * What one part holds, or a share of it.
 *
 * @param entries how many keys
 * @param hash over these entries
 */
public record PartContent(long entries, ContentHash hash) implements Serializable {

  public static final PartContent EMPTY = new PartContent(0, ContentHash.OF_NOTHING);

  public PartContent plus(PartContent other) {
    return new PartContent(entries + other.entries, hash.plus(other.hash));
  }
}
