package org.alsolike.serving.publish;

import java.io.IOException;
import java.util.function.Consumer;
import org.alsolike.serving.Pointer;

/** The right of one publisher to switch, which ends when a later one takes its own. */
public interface Fence {

  /** Grows with every publisher. */
  long token();

  /**
   * Compares pointer and token with those of the start, and sets the pointer: both or neither.
   *
   * @throws org.alsolike.serving.StoreUnavailable when another publisher came between; nothing is
   *     switched
   * @throws org.alsolike.serving.OutcomeUnknown when it cannot be known whether it is switched
   */
  void switchTo(Pointer after, Consumer<PublishStep> beginning) throws IOException;
}
