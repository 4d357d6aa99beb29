package org.alsolike.serving.publish;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * A release on its way into a store, by the holder of the store's lock: tasks write its partitions,
 * then it is published as a whole. Closed without that, it leaves the served version served.
 */
public final class Loading implements AutoCloseable {

  private final VersionStore store;
  private final PublisherLock lock;
  private final Stager stager;
  private final PublishRun run;
  private boolean handedOver;

  private Loading(VersionStore store, PublisherLock lock, Stager stager, PublishRun run) {
    this.store = store;
    this.lock = lock;
    this.stager = stager;
    this.run = run;
  }

  static Loading begin(
      VersionStore store,
      PublisherLock lock,
      Stager stager,
      Retention retention,
      Clock clock,
      Consumer<PublishStep> beginning) {
    return new Loading(store, lock, stager, new PublishRun(store, retention, clock, beginning));
  }

  /** Writers for tasks, on this machine or another. */
  public PartitionWriters writers() {
    PartitionWriters writers = stager.writers();
    return StillServed.words(stager::before)
        .<PartitionWriters>map(still -> new StillServed.Writers(writers, still))
        .orElse(writers);
  }

  /** See {@link Publisher#publish}. */
  public Publication publish(Release release) {
    handedOver = true; // whatever comes of it, the run knows what may be removed
    return run.publish(release, stager);
  }

  /** Removes what was loaded and not published, and gives the lock back. */
  @Override
  public void close() {
    try (store;
        lock) {
      if (!handedOver) {
        stager.abandon();
      }
    } catch (IOException | RuntimeException kept) {
      // It takes room and is served to nobody; the next publisher removes it.
    }
  }
}
