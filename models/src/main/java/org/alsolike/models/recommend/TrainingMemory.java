package org.alsolike.models.recommend;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * What trainings in this process may take together: half of the heap that the JVM may have, by its
 * option and not by what is free. The other half is for Spark and for what nobody estimates.
 * Trainings side by side wait for each other, and one that needs more than all of it is refused.
 * What is learned never depends on it.
 */
public final class TrainingMemory {

  private static final int SHARE = 2;
  private static final TrainingMemory OF_THIS_JVM = ofHeap(Runtime.getRuntime().maxMemory() >> 20);

  private final int megabytes;
  private final Semaphore free;

  private TrainingMemory(int megabytes) {
    this.megabytes = megabytes;
    free = new Semaphore(megabytes, true);
  }

  static TrainingMemory ofHeap(long megabytes) {
    return new TrainingMemory((int) Math.min(megabytes / SHARE, Integer.MAX_VALUE));
  }

  static TrainingMemory ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** How much it is in this process, in MiB. */
  public static int megabytesOfThisJvm() {
    return OF_THIS_JVM.megabytes;
  }

  /**
   * Trains as soon as there is room. No training may ask for more room while it has some.
   *
   * @throws MemoryRefused when there never is so much
   */
  <T> T during(MemoryNeed need, Supplier<T> training) {
    if (need.megabytes() > megabytes) {
      throw need.refusedBelow(megabytes);
    }
    int room = (int) need.megabytes();
    try {
      free.acquire(room);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting to train", interrupted);
    }
    try {
      return training.get();
    } finally {
      free.release(room);
    }
  }
}
