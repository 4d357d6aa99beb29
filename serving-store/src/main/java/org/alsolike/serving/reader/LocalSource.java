package org.alsolike.serving.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.rocksdb.ReadOnlyDatabase;

/** Versions of RocksDB in a local directory. */
public record LocalSource(StoreLayout layout) implements VersionSource {

  @Override
  public String name() {
    return layout.root().toString();
  }

  @Override
  public String pointerName() {
    return layout.served().toString();
  }

  @Override
  public byte[] pointer() {
    try {
      return Files.readAllBytes(layout.served());
    } catch (NoSuchFileException nothing) {
      throw new StoreUnavailable(
          "%s serves nothing: %s is missing. Publish a version first (`alsolike run`)."
              .formatted(name(), pointerName()),
          nothing);
    } catch (IOException failure) {
      throw new StoreUnavailable(
          "%s cannot be read: %s".formatted(pointerName(), failure), failure);
    }
  }

  @Override
  public VersionContent open(long version) {
    var manifest = ManifestFile.read(layout.manifest(version));
    return new LocalContent(manifest, ReadOnlyDatabase.open(layout.database(version)));
  }

  @Override
  public void close() {
    // Every file is closed where it was opened.
  }

  private record LocalContent(Manifest manifest, ReadOnlyDatabase database)
      implements VersionContent {

    @Override
    public Optional<byte[]> value(byte[] key) {
      return database.value(key);
    }

    @Override
    public void forEach(byte[] prefix, EntryVisitor visitor) {
      database.forEach(prefix, visitor);
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
