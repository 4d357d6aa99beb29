package org.alsolike.serving.store;

import java.nio.file.Path;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.publish.LocalVersions;
import org.alsolike.serving.publish.VersionStore;
import org.alsolike.serving.reader.LocalSource;
import org.alsolike.serving.reader.VersionSource;

/**
 * RocksDB, embedded: versions are directories of the machine that serves.
 *
 * @param path a local directory, made with the first version
 */
public record Rocksdb(String path) implements ServingStore {

  public static Rocksdb defaults() {
    return new Rocksdb("serving");
  }

  private StoreLayout layout() {
    return new StoreLayout(Path.of(path));
  }

  @Override
  public VersionStore versions() {
    return new LocalVersions(layout());
  }

  @Override
  public VersionSource source() {
    return new LocalSource(layout());
  }

  @Override
  public String shown() {
    return path;
  }

  @Override
  public ServingStore under(Path base) {
    return new Rocksdb(base.resolve(path).toString());
  }
}
