package org.alsolike.serving.reader;

import java.util.concurrent.atomic.AtomicInteger;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.rocksdb.ReadOnlyDatabase;

/**
 * A version's database and the number of those who hold it; the last one to let it go closes it.
 */
final class OpenVersion {

  private final Manifest manifest;
  private final ReadOnlyDatabase database;
  private final AtomicInteger holds = new AtomicInteger(1);

  private OpenVersion(Manifest manifest, ReadOnlyDatabase database) {
    this.manifest = manifest;
    this.database = database;
  }

  /** Opens a version; the caller holds it. */
  static OpenVersion open(StoreLayout store, long version) {
    var manifest = ManifestFile.read(store.manifest(version));
    return new OpenVersion(manifest, ReadOnlyDatabase.open(store.database(version)));
  }

  Manifest manifest() {
    return manifest;
  }

  ReadOnlyDatabase database() {
    return database;
  }

  /** Holds the version too, unless the last one has let it go already. */
  boolean hold() {
    int held = holds.get();
    while (held > 0 && !holds.compareAndSet(held, held + 1)) {
      held = holds.get();
    }
    return held > 0;
  }

  void release() {
    if (holds.decrementAndGet() == 0) {
      database.close();
    }
  }
}
