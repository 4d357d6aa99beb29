package org.alsolike.serving.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.alsolike.serving.DamagedManifest;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Publication.Outcome;

/** One rollback, by the holder of the store's lock. It deletes nothing. */
record RollbackRun(VersionStore store, Clock clock, Consumer<PublishStep> listener) {

  Publication rollback(Optional<Long> to) {
    try {
      Optional<Pointer> before = pointer(to);
      long target = target(to, before);
      listener.accept(PublishStep.TOKEN);
      Fence fence = store.fence(before);
      Manifest manifest = verified(target);
      List<String> warnings = new ArrayList<>();
      fence.switchTo(pointerTo(manifest, fence.token(), before, warnings), listener);
      listener.accept(PublishStep.DONE);
      return new Publication(manifest, Outcome.ROLLED_BACK, List.of(), List.copyOf(warnings));
    } catch (IOException failure) {
      throw StillServed.told(
          new StoreUnavailable(
              "%s was not rolled back: %s".formatted(store.name(), failure), failure),
          StillServed.words(store::pointer));
    }
  }

  /** A lost or damaged pointer can be written anew by naming the version to serve. */
  private Optional<Pointer> pointer(Optional<Long> to) throws IOException {
    try {
      return store.pointer();
    } catch (StoreUnavailable damaged) {
      if (to.isPresent()) {
        return Optional.empty();
      }
      throw damaged;
    }
  }

  private long target(Optional<Long> to, Optional<Pointer> before) throws IOException {
    long served = before.map(Pointer::version).orElse(0L);
    long target = to.isPresent() ? to.get() : previous(before, served);
    if (target == served) {
      throw new PublishRefused("Version %d is served already.".formatted(target));
    }
    long highest = before.map(Pointer::highest).orElse(Long.MAX_VALUE);
    if (!store.numbers().contains(target) || target > highest) {
      throw new PublishRefused(
          "There is no version %d to roll back to; %s holds %s."
              .formatted(target, store.name(), store.numbers()));
    }
    return target;
  }

  private long previous(Optional<Pointer> before, long served) throws IOException {
    Map<String, Long> refused = before.map(Pointer::refused).orElse(Map.of());
    return store.numbers().stream()
        .filter(version -> version < served && !refused.containsValue(version))
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () ->
                new PublishRefused(
                    "There is no version before %d to roll back to; %s is as it was."
                        .formatted(served, store.name())));
  }

  private Manifest verified(long target) throws IOException {
    Manifest manifest = store.manifest(target);
    listener.accept(PublishStep.VERIFY_CHECKSUMS);
    try {
      store.check(manifest, VersionStore.Depth.A_SECOND);
    } catch (StoreUnavailable damaged) {
      throw new StoreUnavailable(damaged.getMessage() + ". Roll back to another version.", damaged);
    }
    return manifest;
  }

  private Pointer pointerTo(
      Manifest manifest, long token, Optional<Pointer> before, List<String> warnings)
      throws IOException {
    Instant now = clock.instant();
    long target = manifest.version();
    var lastServed =
        new TreeMap<>(before.map(pointer -> pointer.lastServedBy(now)).orElseGet(TreeMap::new));
    var refused = new TreeMap<>(before.map(Pointer::refused).orElseGet(Map::of));
    refused.remove(manifest.fingerprint());
    if (before.isPresent()) {
      long left = before.get().version();
      lastServed.put(left, now);
      if (target < left) {
        fingerprint(left, warnings).ifPresent(fingerprint -> refused.put(fingerprint, left));
      }
    }
    long highest = before.map(Pointer::highest).orElse(newest());
    return new Pointer(target, highest, token, now, lastServed, refused);
  }

  private long newest() throws IOException {
    List<Long> numbers = store.numbers();
    return numbers.get(numbers.size() - 1);
  }

  /** Of the version that is left, to refuse it from now on; that it is damaged keeps nobody in. */
  private Optional<String> fingerprint(long version, List<String> warnings) {
    try {
      return Optional.of(store.manifest(version).fingerprint());
    } catch (DamagedManifest damaged) {
      warnings.add(
          "The result that was rolled back from can be published again: " + damaged.getMessage());
      return Optional.empty();
    }
  }
}
