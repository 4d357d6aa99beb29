package org.alsolike.serving.reader;

import java.util.Optional;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.Manifest;

/**
 * One version, opened to read, for any number of threads. What is read is what was published: a
 * value that is damaged, or of a version that is gone, is an error and never an empty answer.
 */
public interface VersionContent extends AutoCloseable {

  Manifest manifest();

  /** The value of a key. */
  Optional<byte[]> value(byte[] key);

  /** Shows every entry whose key begins with the prefix, in unsigned byte order of the keys. */
  void forEach(byte[] prefix, EntryVisitor visitor);

  @Override
  void close();
}
