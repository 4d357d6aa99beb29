package org.alsolike.serving.publish;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.Pointer;

/** A store that is ready for a release. */
public interface Stager {

  /** Writers for tasks on any machine. */
  PartitionWriters writers();

  /** The pointer as the release found it. */
  Optional<Pointer> before() throws IOException;

  /**
   * The version that the partitions fill, once all of them are written.
   *
   * @param beginning is told of the steps that are only taken now
   */
  StagedVersion staged(Optional<Pointer> before, Consumer<PublishStep> beginning)
      throws IOException;

  /** Removes what was written for a release that is not to be published after all. */
  void abandon() throws IOException;
}
