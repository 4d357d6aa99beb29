package org.alsolike.serving.publish;

import java.io.IOException;
import java.util.Optional;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreUnavailable;

/** What stays served while a publisher fails, told with the failure. */
final class StillServed {

  /** A pointer as a store gives it. */
  @FunctionalInterface
  interface Looking {
    Optional<Pointer> pointer() throws IOException;
  }

  private StillServed() {}

  /** In words; nothing where no version is served, or the store cannot say. */
  static Optional<String> words(Looking store) {
    try {
      return store.pointer().map(StillServed::words);
    } catch (IOException | StoreUnavailable unknown) {
      return Optional.empty();
    }
  }

  static String words(Pointer pointer) {
    return "Version " + pointer.version() + " stays served.";
  }

  static StoreUnavailable told(StoreUnavailable failure, Optional<String> still) {
    String message = failure.getMessage();
    String sentence = message.endsWith(".") ? message : message + ".";
    return still
        .map(words -> new StoreUnavailable(sentence + " " + words, failure))
        .orElse(failure);
  }

  /**
   * Writers whose failures say so too; they travel to tasks, which cannot ask the store any more.
   */
  record Writers(PartitionWriters writers, String still) implements PartitionWriters {

    @Override
    public PartitionWriter attempt(long number) {
      PartitionWriter writer = writers.attempt(number);
      return (partition, sorted) -> {
        try {
          return writer.write(partition, sorted);
        } catch (StoreUnavailable failure) {
          throw told(failure, Optional.of(still));
        }
      };
    }
  }
}
