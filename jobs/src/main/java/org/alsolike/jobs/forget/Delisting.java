package org.alsolike.jobs.forget;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.alsolike.jobs.run.DelistedItems;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Fingerprint;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.run.Workspace;
import org.alsolike.serving.store.Erasure;
import org.alsolike.serving.store.Erasure.Erased;

/**
 * Takes items out of what is served, without a model being trained. A note of them comes first, so
 * that from then on no run lists them; then the served version is published without them and all
 * others are removed. Whatever stops it, the same command goes on from there.
 */
public record Delisting(Project project) {

  /**
   * What was done.
   *
   * @param delisted all items that no list holds now
   * @param version that is served; null: none
   * @param entries that are gone or shorter in it
   * @param versions that are removed
   */
  public record Outcome(
      SortedSet<String> delisted, Long version, long entries, List<Long> versions) {}

  /**
   * @throws Stopped where a run holds the lock, or the note cannot be written
   * @throws org.alsolike.serving.StoreUnavailable when the store fails; what was served stays
   *     served, and the note stays
   */
  public Outcome delist(SortedSet<String> items) {
    try (RunLock lock = lock()) {
      SortedSet<String> all = noted().read();
      all.addAll(items);
      noted().write(all);
      lock.step("delist: serving store");
      Erased erased =
          new Erasure(project.store(), project.clock(), scratch())
              .items(all, served -> fingerprint(served, all));
      return new Outcome(all, erased.version().orElse(null), erased.entries(), erased.removed());
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /** Takes items off the note and returns those that stay on it; what is served is left alone. */
  public SortedSet<String> undo(SortedSet<String> items) {
    try (RunLock lock = lock()) {
      lock.step("delist: undo");
      SortedSet<String> left = noted().read();
      left.removeAll(items);
      noted().write(left);
      return left;
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  private RunLock lock() {
    Workspace workspace = project.workspace();
    return RunLock.take(workspace.lockFile(), project.clock(), project.settings().timezone());
  }

  private DelistedItems noted() {
    return new DelistedItems(project.workspace().delisted());
  }

  private Stopped notWritten(IOException failure) {
    return new Stopped(
        ExitCode.STORE_UNAVAILABLE,
        "%s: cannot be written: %s; expected a folder with room. Run the same command again"
            .formatted(noted().file(), failure),
        failure);
  }

  private Path scratch() {
    return project.workspace().root().resolve("staging").resolve("delist");
  }

  /** Of the version without them: no run has the same. */
  private static String fingerprint(String served, SortedSet<String> items) {
    return new Fingerprint().with("served", served).with("without", items.toString()).hex();
  }
}
