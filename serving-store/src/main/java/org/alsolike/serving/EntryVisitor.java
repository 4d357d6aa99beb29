package org.alsolike.serving;

/** Receives entries in the order of their keys. */
@FunctionalInterface
public interface EntryVisitor {

  void entry(byte[] key, byte[] value);
}
