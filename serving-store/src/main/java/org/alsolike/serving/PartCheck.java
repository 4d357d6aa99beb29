package org.alsolike.serving;

/**
 * What one part holds, or a share of it, as far as accidents are to be found: an entry that is
 * lost, doubled, damaged or under another key. The check is a sum modulo 2^64 of a number an entry,
 * so it does not depend on their order. Against intent there is {@link PartContent}.
 *
 * @param entries how many keys
 * @param check over these entries
 */
public record PartCheck(long entries, long check) {

  public static final PartCheck EMPTY = new PartCheck(0, 0);

  /** Of one entry. */
  public static PartCheck of(byte[] key, byte[] value) {
    return new PartCheck(1, Checksum.wide(key, value));
  }

  public PartCheck plus(PartCheck other) {
    return new PartCheck(entries + other.entries, check + other.check);
  }
}
