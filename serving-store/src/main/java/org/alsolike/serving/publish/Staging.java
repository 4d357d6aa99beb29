package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where partitions wait for the publisher; several machines may write here. A name that is listed
 * holds a whole file: an implementation writes under another name first, and renames.
 */
public interface Staging {

  /** Stores a local file under a name that nobody else uses. The local file may be gone after. */
  void put(Path local, String name) throws IOException;

  /** The names that are stored, sorted. */
  List<String> names() throws IOException;

  /** Copies a stored file to a local path that does not exist yet. */
  void fetch(String name, Path local) throws IOException;
}
