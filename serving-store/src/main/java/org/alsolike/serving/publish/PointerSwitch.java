package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.alsolike.serving.OutcomeUnknown;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreUnavailable;

/**
 * Compare-and-set of the file SERVED.
 *
 * @param before the bytes of SERVED at the start; empty where there was no such file
 * @param token the fencing token of this publisher
 */
record PointerSwitch(StoreLayout store, byte[] before, long token) implements Fence {

  /** Reads the pointer as it is now, and remembers it for the comparison. */
  static PointerSwitch from(StoreLayout store, long token) throws IOException {
    return new PointerSwitch(store, bytes(store), token);
  }

  private static byte[] bytes(StoreLayout store) throws IOException {
    return Files.exists(store.served()) ? Files.readAllBytes(store.served()) : new byte[0];
  }

  @Override
  public void switchTo(Pointer after, Consumer<PublishStep> beginning) throws IOException {
    beginning.accept(PublishStep.WRITE_POINTER);
    byte[] wanted = after.bytes();
    Path beside = DurableFiles.written(store.served(), wanted);
    beginning.accept(PublishStep.COMPARE_POINTER);
    requireUnchanged();
    try {
      beginning.accept(PublishStep.SWITCH);
      DurableFiles.rename(beside, store.served());
      beginning.accept(PublishStep.SYNC_SWITCH);
      DurableFiles.sync(store.root());
      beginning.accept(PublishStep.READ_POINTER);
      requireServed(wanted);
    } catch (IOException | RuntimeException failure) {
      throw new OutcomeUnknown(
          "%s may or may not serve version %d: %s. Nothing was deleted; publish again to settle it."
              .formatted(store.root(), after.version(), failure),
          failure);
    }
  }

  private void requireUnchanged() throws IOException {
    long last = FencingToken.last(store);
    if (last != token || !Arrays.equals(before, bytes(store))) {
      throw new StoreUnavailable(
          "another publisher came between: the fencing token is %d, this publisher's is %d. Nothing was switched"
              .formatted(last, token));
    }
  }

  private void requireServed(byte[] wanted) throws IOException {
    if (!Arrays.equals(wanted, bytes(store))) {
      throw new IOException("the pointer reads otherwise than it was written");
    }
  }
}
