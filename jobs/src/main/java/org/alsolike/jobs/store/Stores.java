package org.alsolike.jobs.store;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.alsolike.jobs.run.Project;
import org.alsolike.serving.DamagedManifest;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.VersionStore;
import org.alsolike.serving.publish.VersionStore.Depth;

/** The store that a project's configuration names. */
public final class Stores {

  private Stores() {}

  public static Publisher publisher(Project project, Clock clock) {
    Retention retention =
        new Retention(project.settings().serving().keep(), Retention.defaults().grace());
    return project.store().publisher(retention, clock);
  }

  /**
   * Refuses before the work what the store would refuse after it.
   *
   * @param fingerprint of the result that is to be made
   * @throws PublishRefused when that was rolled back, or a later as-of is served
   */
  public static void requirePublishable(Project project, String fingerprint, OlderAsOf older) {
    Optional<Long> rolledBack = pointer(project).map(found -> found.refused().get(fingerprint));
    if (rolledBack.isPresent()) {
      throw new PublishRefused(
          "Nothing was run: this result was published as version %1$d and rolled back. Change its inputs or configuration, or say rollback --to %1$d"
              .formatted(rolledBack.get()));
    }
    Optional<Manifest> later =
        comparable(project).filter(version -> project.asOf().isBefore(version.asOf()));
    if (later.isPresent() && older == OlderAsOf.REFUSE) {
      throw new PublishRefused(
          "Nothing was run: the as-of %s is before %s, which version %d serves. Say --allow-older to publish it all the same"
              .formatted(
                  project.asOfDate(),
                  later.get().asOf().atZone(later.get().zone()).toLocalDate(),
                  later.get().version()));
    }
  }

  private static Optional<Pointer> pointer(Project project) {
    try (VersionStore store = project.store().versions()) {
      return store.pointer();
    } catch (IOException e) {
      throw unreadable(project, e);
    }
  }

  /**
   * What is wrong with a version, as far as a second's reading shows.
   *
   * @throws StoreUnavailable when the store itself fails
   */
  public static Optional<String> damage(Project project, Manifest version) {
    try (VersionStore store = project.store().versions()) {
      return damage(store, version);
    } catch (IOException e) {
      throw unreadable(project, e);
    }
  }

  private static Optional<String> damage(VersionStore store, Manifest version) throws IOException {
    try {
      store.check(version, Depth.A_SECOND);
      return Optional.empty();
    } catch (StoreUnavailable damaged) {
      store.pointer(); // a store that fails does not answer this either
      return Optional.of(damaged.getMessage());
    }
  }

  private static StoreUnavailable unreadable(Project project, IOException failure) {
    return new StoreUnavailable(
        "%s cannot be read: %s".formatted(project.shownStore(), failure), failure);
  }

  /**
   * The manifest of the served version; empty where nothing was published yet.
   *
   * @throws StoreUnavailable when the store fails, or its manifest is damaged or of a newer format
   */
  public static Optional<Manifest> served(Project project) {
    return publisher(project, project.clock()).served();
  }

  /** The same for a run, which publishes anew where the manifest is damaged; then it is empty. */
  public static Optional<Manifest> comparable(Project project) {
    try {
      return served(project);
    } catch (DamagedManifest replaced) {
      return Optional.empty();
    }
  }
}
