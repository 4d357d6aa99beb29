package org.alsolike.benchmarks.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A thread for each piece of work, as tasks have. */
final class Threads {

  private Threads() {}

  /** Work on a piece and its number. */
  @FunctionalInterface
  interface Work<P, R> {
    R on(int number, P piece) throws Exception;
  }

  /** The results in the order of the pieces. */
  static <P, R> List<R> each(List<P> pieces, Work<P, R> work) {
    var running = new ArrayList<CompletableFuture<R>>();
    for (int p = 0; p < pieces.size(); p++) {
      int number = p;
      running.add(
          CompletableFuture.supplyAsync(
              () -> done(work, number, pieces.get(number)), task -> new Thread(task).start()));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  private static <P, R> R done(Work<P, R> work, int number, P piece) {
    try {
      return work.on(number, piece);
    } catch (Exception failure) {
      throw new CompletionException(failure);
    }
  }
}
