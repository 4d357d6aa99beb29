package org.alsolike.serving.reader;

/** The reader's side of a store. For any number of threads; it needs no right to write. */
public interface VersionSource extends AutoCloseable {

  /** Names the store to people: a folder, or an address without secrets. */
  String name();

  /** Names the place of the pointer to people. */
  String pointerName();

  /**
   * The pointer, as one document.
   *
   * @throws org.alsolike.serving.StoreUnavailable when nothing is published, or it cannot be read
   */
  byte[] pointer();

  /**
   * @throws org.alsolike.serving.StoreUnavailable when there is no such version, or it is damaged
   */
  VersionContent open(long version);

  @Override
  void close();
}
