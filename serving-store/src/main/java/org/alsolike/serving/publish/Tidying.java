package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Path;
import org.alsolike.serving.StoreLayout;

/** Removes what no reader and no rollback needs. Never touches what was ever served. */
record Tidying(StoreLayout store) {

  /**
   * Removes what crashed publishers left: directories being built or deleted, and versions that
   * were named but never switched to.
   *
   * @param highest the highest version that was ever served
   */
  void removeLeftovers(long highest) throws IOException {
    for (Path path : store.contents()) {
      String name = path.getFileName().toString();
      if (name.endsWith(".staging") || name.endsWith(".removed")) {
        DurableFiles.deleteTree(path);
      }
    }
    for (long version : store.numbers()) {
      if (version > highest) {
        remove(version);
      }
    }
  }

  /** Takes the version's name away first, so that half a deleted version is never seen as one. */
  void remove(long version) throws IOException {
    DurableFiles.rename(store.version(version), store.removed(version));
    DurableFiles.sync(store.versions());
    DurableFiles.deleteTree(store.removed(version));
  }
}
