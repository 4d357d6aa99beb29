package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.ContentTally;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.rocksdb.ReadOnlyDatabase;

/**
 * Versions of RocksDB in a directory of this machine: partitions are fetched as sorted files,
 * ingested aside and renamed.
 */
public record LocalVersions(StoreLayout layout) implements VersionStore {

  /**
   * Databases up to this size have every checksum compared, in less than a second; of larger ones
   * the sizes of the files, because a reader checks each block it reads anyway.
   */
  private static final long CHECKED_BYTES = 512L << 20;

  @Override
  public String name() {
    return layout.root().toString();
  }

  @Override
  public String pointerName() {
    return layout.served().toString();
  }

  @Override
  public PublisherLock lock(Clock clock) {
    return StoreLock.acquire(layout, clock);
  }

  @Override
  public boolean begun() {
    return Files.isDirectory(layout.versions());
  }

  @Override
  public Optional<Pointer> pointer() throws IOException {
    return Pointer.read(layout);
  }

  @Override
  public List<Long> numbers() throws IOException {
    return layout.numbers();
  }

  /**
   * A version is named before the pointer is: the first alone is what a publisher left that died
   * between the two.
   */
  @Override
  public List<Long> perhapsServed() throws IOException {
    List<Long> numbers = numbers();
    return numbers.equals(List.of(1L)) ? List.of() : numbers;
  }

  @Override
  public Manifest manifest(long version) {
    return ManifestFile.read(layout.manifest(version));
  }

  @Override
  public void check(Manifest manifest, Depth depth) throws IOException {
    Path database = layout.database(manifest.version());
    long bytes = 0;
    for (var file : manifest.files().entrySet()) {
      Path path = database.resolve(file.getKey());
      if (!Files.exists(path) || Files.size(path) != file.getValue()) {
        throw new StoreUnavailable(
            "Version %d is damaged: %s must have %d bytes"
                .formatted(manifest.version(), path, file.getValue()));
      }
      bytes += file.getValue();
    }
    try (var opened = ReadOnlyDatabase.open(database)) {
      if (depth == Depth.WHOLE || bytes <= CHECKED_BYTES) {
        opened.verifyChecksums();
      }
      if (depth == Depth.WHOLE) {
        var content = new ContentTally();
        opened.forEach(content::add);
        content.requireEqual(manifest.parts());
      }
    }
  }

  @Override
  public Fence fence(Optional<Pointer> before) throws IOException {
    long token = FencingToken.take(layout, before.map(Pointer::token).orElse(0L));
    return PointerSwitch.from(layout, token);
  }

  @Override
  public Stager stager(
      Staging staging, Optional<ReleaseSize> size, Consumer<PublishStep> beginning) {
    return new LocalStager(this, staging);
  }

  @Override
  public void remove(long version) throws IOException {
    new Tidying(layout).remove(version);
  }

  @Override
  public List<String> removeLeftovers(Optional<Pointer> pointer, long token) throws IOException {
    new Tidying(layout).removeLeftovers(pointer.map(Pointer::highest).orElse(0L));
    return List.of();
  }

  @Override
  public void close() {
    // Every file is closed where it was opened.
  }
}
