package org.alsolike.serving.publish;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.alsolike.serving.Manifest;

/** A version beside the served one, on its way to be whole. */
public interface StagedVersion {

  long number();

  /** By which the version will be switched to. */
  Fence fence();

  /**
   * Completes the version, reads all of it back and compares it with the release.
   *
   * @return what the manifest says about its tables: name and bytes
   * @throws org.alsolike.serving.StoreUnavailable when it is not what the receipts promise
   */
  Map<String, Long> verified(Release release, Consumer<PublishStep> beginning) throws IOException;

  /** Keeps the manifest with the version: it is whole now, and not yet served. */
  void keep(Manifest manifest, Consumer<PublishStep> beginning) throws IOException;

  /** Removes what there is of it; called when a step before the switch has failed. */
  void discard() throws IOException;
}
