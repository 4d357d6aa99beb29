package org.alsolike.models.recommend.inprocess;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Tasks that do not touch what another one writes, spread over threads. Which thread takes which
 * task is left to chance, so that a task's result may depend on its number alone.
 */
public final class Parallel {

  private Parallel() {}

  static void requireThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
  }

  /** What each task gives, in their order. */
  public static <T> List<T> all(List<? extends Supplier<? extends T>> tasks, int threads) {
    List<T> given = new ArrayList<>(Collections.nCopies(tasks.size(), null));
    forEach(tasks.size(), threads, number -> given.set(number, tasks.get(number).get()));
    return given;
  }

  /**
   * Runs the tasks 0 to {@code tasks - 1}, and returns when all have ended, or throws what one of
   * them threw.
   */
  public static void forEach(int tasks, int threads, IntConsumer task) {
    int workers = Math.min(tasks, threads);
    if (workers <= 1) {
      for (int number = 0; number < tasks; number++) {
        task.accept(number);
      }
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      Callable<Void> worker = taking(new AtomicInteger(), tasks, task);
      for (Future<Void> ended : pool.invokeAll(Collections.nCopies(workers, worker))) {
        ended.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while tasks were at work", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause()); // Scala declares no exceptions
    } finally {
      pool.shutdownNow();
    }
  }

  private static Callable<Void> taking(AtomicInteger next, int tasks, IntConsumer task) {
    return () -> {
      int number = next.getAndIncrement();
      while (number < tasks && !Thread.currentThread().isInterrupted()) {
        task.accept(number);
        number = next.getAndIncrement();
      }
      return null;
    };
  }
}
