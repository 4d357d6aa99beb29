package org.alsolike.jobs.forget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.features.events.Forgotten;
import org.alsolike.jobs.forget.Traces.Found;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Fingerprint;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.run.Workspace;
import org.alsolike.serving.Part;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.reader.VersionContent;
import org.alsolike.serving.reader.VersionSource;
import org.alsolike.serving.store.Erasure;
import org.alsolike.serving.store.Erasure.Erased;

/**
 * Erases a customer everywhere but in the shop's own sources. A tombstone comes first, so that from
 * then on no run brings the customer back; then the served version is published without the
 * customer and all others are removed; then whatever was computed from the customer's rows is
 * deleted, and the next run computes it anew; last, all that is left is read, to prove it. Whatever
 * stops it, the same command goes on from there.
 */
public record Forgetting(Project project) {

  private static final String LOG = "log.txt";

  /**
   * @throws Stopped where a run holds the lock, something cannot be deleted, or the id is still
   *     found
   */
  public Receipt forget(String customer) {
    Workspace workspace = project.workspace();
    try (RunLock lock =
        RunLock.take(workspace.lockFile(), project.clock(), project.settings().timezone())) {
      Forgotten forgotten = new Tombstones(workspace.forgotten()).add(customer);
      lock.step("forget: serving store");
      Erased erased = erasure(workspace).customer(customer, fingerprint(forgotten));
      lock.step("forget: workspace");
      long snapshots = deleted(workspace.root().resolve("snapshots"));
      long staged =
          deleted(workspace.root().resolve("staging"))
              + deleted(workspace.root().resolve("checkpoints"));
      Traces traces = new Traces(customer);
      long exports = 0;
      long logs = 0;
      for (Path run : runs(workspace)) {
        exports += deleted(run.resolve("exports"));
        logs += deletedWhereNamed(run.resolve(LOG), traces);
      }
      lock.step("forget: proof");
      long files = requireNoneIn(traces.below(workspace.root()));
      long entries = erased.version().isPresent() ? requireNoneInStore(customer) : 0;
      return new Receipt(
          forgotten.hash(customer),
          project.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
          erased.version().orElse(null),
          erased.entries(),
          erased.removed(),
          snapshots,
          staged,
          exports,
          logs,
          files,
          entries);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: the customer is not forgotten yet: %s; run the same command again"
              .formatted(workspace.root(), e),
          e);
    }
  }

  private Erasure erasure(Workspace workspace) {
    return new Erasure(
        project.store(), project.clock(), workspace.root().resolve("staging").resolve("forget"));
  }

  /** Of the version without the customer: no run has the same, because of the tombstone. */
  private static String fingerprint(Forgotten forgotten) {
    return new Fingerprint().with("without", forgotten.salt() + forgotten.hashes()).hex();
  }

  private static List<Path> runs(Workspace workspace) throws IOException {
    Path runs = workspace.root().resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(runs)) {
      return found.sorted().toList();
    }
  }

  /** Deletes a folder, and counts its files. */
  private static long deleted(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    long files = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        files += Files.isRegularFile(path) ? 1 : 0;
        Files.delete(path);
      }
    }
    return files;
  }

  private static long deletedWhereNamed(Path log, Traces traces) throws IOException {
    if (!Files.exists(log) || !traces.isIn(log)) {
      return 0;
    }
    Files.delete(log);
    return 1;
  }

  private static long requireNoneIn(Found found) {
    if (!found.in().isEmpty()) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: still names the customer (and %d other files); expected no such file in the workspace. Delete it, then run the same command again"
              .formatted(found.in().get(0), found.in().size() - 1));
    }
    return found.files();
  }

  private long requireNoneInStore(String customer) {
    long[] entries = new long[1];
    try (VersionSource source = project.store().source();
        VersionContent served =
            source.open(Pointer.parse(source.pointer(), source.pointerName()).version())) {
      served.forEach(
          new byte[0],
          (key, value) -> {
            Part part = Part.of(key);
            if (part.isOfCustomers() && part.id(key).equals(customer)) {
              throw new Stopped(
                  ExitCode.STORE_UNAVAILABLE,
                  "%s: the served version still holds the customer in %s; run the same command again"
                      .formatted(project.shownStore(), part.name()));
            }
            entries[0]++;
          });
    }
    return entries[0];
  }
}
