package org.alsolike.serving;

/** Receives entries in the order of their keys. */
@FunctionalInterface
public interface EntryVisitor {

  /** For those who only want each entry to be read, and checked where the store checks it. */
  EntryVisitor NOBODY = (key, value) -> {};

  void entry(byte[] key, byte[] value);
}
