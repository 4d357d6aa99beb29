package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;
import org.rocksdb.RocksDBException;

/** Partitions wait as files; nothing is built in the store before all of them are there. */
record LocalStager(LocalVersions store, Staging staging) implements Stager {

  @Override
  public PartitionWriters writers() {
    return new SstPartitionWriters(staging);
  }

  @Override
  public Optional<Pointer> before() throws IOException {
    return store.pointer();
  }

  @Override
  public StagedVersion staged(Optional<Pointer> before, Consumer<PublishStep> beginning)
      throws IOException {
    Fence fence = letIn(before, beginning);
    clean(before, beginning);
    long highest = before.map(Pointer::highest).orElse(0L);
    return new Aside(store.layout(), staging, highest + 1, fence);
  }

  /** Where there is no room for a token, what crashed publishers left may be what takes it. */
  private Fence letIn(Optional<Pointer> before, Consumer<PublishStep> beginning)
      throws IOException {
    beginning.accept(PublishStep.TOKEN);
    try {
      return store.fence(before);
    } catch (IOException noRoom) {
      clean(before, beginning);
      beginning.accept(PublishStep.TOKEN);
      return store.fence(before);
    }
  }

  private void clean(Optional<Pointer> before, Consumer<PublishStep> beginning) throws IOException {
    beginning.accept(PublishStep.CLEAN);
    new Tidying(store.layout()).removeLeftovers(before.map(Pointer::highest).orElse(0L));
  }

  @Override
  public void abandon() {
    // The files belong to whoever staged them.
  }

  /** A version in a directory of its own, until it is named. */
  private record Aside(StoreLayout layout, Staging staging, long number, Fence fence)
      implements StagedVersion {

    private Path directory() {
      return layout.staging(number);
    }

    @Override
    public Map<String, Long> verified(Release release, Consumer<PublishStep> beginning)
        throws IOException {
      try {
        return built(new VersionBuilder(directory()), release, beginning);
      } catch (RocksDBException failure) {
        throw new StoreUnavailable(failure.getMessage(), failure);
      }
    }

    private Map<String, Long> built(
        VersionBuilder builder, Release release, Consumer<PublishStep> beginning)
        throws IOException, RocksDBException {
      beginning.accept(PublishStep.FETCH);
      builder.fetch(release.receipts(), staging);
      beginning.accept(PublishStep.INGEST);
      builder.ingest(release.receipts());
      beginning.accept(PublishStep.SYNC_DATABASE);
      builder.sync();
      beginning.accept(PublishStep.VERIFY_CHECKSUMS);
      builder.verifyChecksums();
      beginning.accept(PublishStep.COUNT);
      ReadBack readBack = builder.count(release);
      beginning.accept(PublishStep.LOOK_UP);
      builder.lookUp(readBack);
      return builder.files();
    }

    @Override
    public void keep(Manifest manifest, Consumer<PublishStep> beginning) throws IOException {
      beginning.accept(PublishStep.NAME_VERSION);
      DurableFiles.rename(directory(), layout.version(number));
      beginning.accept(PublishStep.SYNC_VERSIONS);
      DurableFiles.sync(layout.versions());
      beginning.accept(PublishStep.WRITE_MANIFEST);
      DurableFiles.replace(layout.manifest(number), ManifestFile.bytes(manifest));
    }

    /** Not where another publisher came between: what has this number may be that one's by now. */
    @Override
    public void discard() throws IOException {
      if (FencingToken.last(layout) != fence.token()) {
        return;
      }
      DurableFiles.deleteTree(directory());
      long highest = Pointer.read(layout).map(Pointer::highest).orElse(0L);
      if (highest < number && Files.exists(layout.version(number))) {
        new Tidying(layout).remove(number);
      }
    }
  }
}
