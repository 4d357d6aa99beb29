package org.alsolike.serving.publish;

import java.io.IOException;
import java.util.Optional;
import org.alsolike.serving.Pointer;

/** A store that is ready for a release. */
public interface Stager {

  /** Writers for tasks on any machine. */
  PartitionWriters writers();

  /** The pointer as the release found it. */
  Optional<Pointer> before() throws IOException;

  /** The version that the partitions fill, once all of them are written. */
  StagedVersion staged(Optional<Pointer> before) throws IOException;

  /** Removes what was written for a release that is not to be published after all. */
  void abandon() throws IOException;
}
