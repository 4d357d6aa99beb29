package org.alsolike.jobs.store;

import java.time.Clock;
import java.util.Optional;
import org.alsolike.jobs.run.Project;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.StoredVersion;

/** The store that a project's configuration names. */
public final class Stores {

  private Stores() {}

  public static Publisher publisher(Project project, Clock clock) {
    Retention retention =
        new Retention(project.settings().serving().keep(), Retention.defaults().grace());
    return project.store().publisher(retention, clock);
  }

  /** The manifest of the served version; empty where nothing was published yet. */
  public static Optional<Manifest> served(Project project) {
    return publisher(project, project.clock()).versions().stream()
        .filter(version -> version.state() == StoredVersion.State.SERVED)
        .flatMap(version -> version.manifest().stream())
        .findFirst();
  }
}
