package org.alsolike.serving.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Part;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.alsolike.serving.publish.ReleaseSize;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.reader.VersionContent;
import org.alsolike.serving.reader.VersionSource;

/**
 * Copies the version that a store serves into a store, entry by entry, and publishes it there by
 * the whole protocol. It holds one batch of entries at a time.
 *
 * @param from is read only
 * @param into may be the same store
 * @param scratch a folder of this machine for files that wait; it is made and removed
 * @param batchBytes keys and values of a batch, about
 */
public record VersionCopy(
    VersionSource from,
    ServingStore into,
    Retention retention,
    Clock clock,
    Path scratch,
    int batchBytes) {

  private static final int BATCH_BYTES = 32 << 20;

  /** In batches of 32 MiB. */
  public VersionCopy(
      VersionSource from, ServingStore into, Retention retention, Clock clock, Path scratch) {
    this(from, into, retention, clock, scratch, BATCH_BYTES);
  }

  /**
   * Copies the version as it is. What is served in both already changes nothing.
   *
   * @param older what to do when a later as-of is served there
   * @throws StoreUnavailable when either store fails, or when what was read is not what was
   *     published; what was served stays served
   * @throws org.alsolike.serving.PublishRefused as {@link
   *     org.alsolike.serving.publish.Publisher#publish} refuses
   */
  public Publication run(OlderAsOf older) {
    try (VersionContent content = served()) {
      Manifest manifest = content.manifest();
      return published(content, Change.NONE, manifest.fingerprint(), older);
    }
  }

  /**
   * Copies the version with a change.
   *
   * @param fingerprint of the copy, other than that of the version
   */
  Publication changed(Change change, String fingerprint) {
    try (VersionContent content = served()) {
      return published(content, change, fingerprint, OlderAsOf.REFUSE);
    }
  }

  private VersionContent served() {
    return from.open(Pointer.parse(from.pointer(), from.pointerName()).version());
  }

  private Publication published(
      VersionContent content, Change change, String fingerprint, OlderAsOf older) {
    LocalStaging staging = new LocalStaging(scratch);
    try (Loading loading = into.publisher(retention, clock).begin(staging, size(content, change))) {
      CopiedEntries copied = new CopiedEntries(loading.writers(), change, batchBytes);
      return published(loading, content, copied, fingerprint, older);
    }
  }

  /** Only now, with the lock of the store, is what waits in the folder this copy's to remove. */
  private Publication published(
      Loading loading,
      VersionContent content,
      CopiedEntries copied,
      String fingerprint,
      OlderAsOf older) {
    try {
      content.forEach(new byte[0], copied);
      List<Receipt> receipts = copied.receipts();
      copied.requireWhole(content.manifest());
      return loading.publish(release(content.manifest(), receipts, fingerprint, older));
    } finally {
      remove();
    }
  }

  /** Costs a look at every entry, so only a store of bounded memory is told. */
  private Optional<ReleaseSize> size(VersionContent content, Change change) {
    if (!into.needsRoom()) {
      return Optional.empty();
    }
    long[] sums = new long[2];
    content.forEach(
        new byte[0],
        (key, value) ->
            change
                .value(key, value)
                .ifPresent(
                    after -> {
                      sums[0]++;
                      sums[1] += key.length + after.length;
                    }));
    return Optional.of(new ReleaseSize(sums[0], sums[1]));
  }

  private static Release release(
      Manifest manifest, List<Receipt> receipts, String fingerprint, OlderAsOf older) {
    Set<Part> parts = manifest.parts().keySet().stream().map(Part::new).collect(Collectors.toSet());
    return new Release(
        manifest.project(),
        manifest.zone(),
        fingerprint,
        manifest.asOf(),
        parts,
        receipts,
        manifest.models(),
        manifest.notes(),
        older);
  }

  private void remove() {
    if (!Files.isDirectory(scratch)) {
      return;
    }
    try (var files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(scratch);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "%s is left and can be removed by hand: %s".formatted(scratch, e), e);
    }
  }
}
