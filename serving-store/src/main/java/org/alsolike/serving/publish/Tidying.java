package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alsolike.serving.Pointer;
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

  /** Removes versions beyond the retention; a warning for each that resists. */
  Retired retire(Pointer pointer, Retention retention, Instant now) {
    var removed = new ArrayList<Long>();
    var warnings = new ArrayList<String>();
    try {
      for (long version : retention.beyond(store.numbers(), pointer, now)) {
        remove(version);
        removed.add(version);
      }
    } catch (IOException failure) {
      warnings.add("A version beyond the retention could not be removed: " + failure);
    }
    return new Retired(List.copyOf(removed), List.copyOf(warnings));
  }

  record Retired(List<Long> removed, List<String> warnings) {}

  /** Takes the version's name away first, so that half a deleted version is never seen as one. */
  private void remove(long version) throws IOException {
    DurableFiles.rename(store.version(version), store.removed(version));
    DurableFiles.sync(store.versions());
    DurableFiles.deleteTree(store.removed(version));
  }
}
