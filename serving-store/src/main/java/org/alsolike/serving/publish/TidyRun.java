package org.alsolike.serving.publish;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreUnavailable;

/** One removal of all that is not to be kept, by the holder of the store's lock. */
record TidyRun(
    VersionStore store, Retention retention, Clock clock, Consumer<PublishStep> listener) {

  /** The numbers of the versions that are gone, and nothing of them is left. */
  List<Long> tidy() throws IOException {
    Optional<Pointer> pointer = store.pointer();
    if (pointer.isEmpty()) {
      Publisher.requireNeverServed(store);
    }
    listener.accept(PublishStep.TOKEN);
    Fence fence = store.fence(pointer);
    listener.accept(PublishStep.RETIRE);
    List<Long> beyond = beyond();
    List<String> kept = new ArrayList<>();
    for (long version : beyond) {
      remove(version, kept);
    }
    listener.accept(PublishStep.CLEAN);
    List<String> left = store.removeLeftovers(pointer, fence.token());
    if (!left.isEmpty()) {
      throw incomplete(left);
    }
    if (!beyond().isEmpty()) {
      throw incomplete(kept);
    }
    return beyond;
  }

  /** The pointer is read after the numbers: a later publisher may have switched. */
  private List<Long> beyond() throws IOException {
    List<Long> numbers = store.numbers();
    Optional<Pointer> pointer = store.pointer();
    return pointer.isEmpty()
        ? List.of()
        : retention.beyond(numbers, pointer.get(), clock.instant());
  }

  /** Where a version loses its name and resists, the rest of it is a leftover. */
  private void remove(long version, List<String> kept) {
    try {
      store.remove(version);
    } catch (IOException resisting) {
      kept.add("version %d: %s".formatted(version, resisting.getMessage()));
    }
  }

  private StoreUnavailable incomplete(List<String> left) {
    return new StoreUnavailable(
        "%s still holds %s; run the same command again"
            .formatted(store.name(), String.join(", ", left)));
  }
}
