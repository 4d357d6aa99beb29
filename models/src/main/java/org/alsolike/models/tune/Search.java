package org.alsolike.models.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Random search (Bergstra, Bengio 2012) with successive halving (Jamieson, Talwalkar 2016; Li et
 * al. 2018, "Hyperband", algorithm 1 with one bracket). It goes in rounds: of {@code keepOneOf} to
 * the power of {@code rungs - 1} trials all are judged on a small sample of the customers; one of
 * {@code keepOneOf} goes on to a sample that is as many times larger; and so on until one trial of
 * the round is judged on all customers.
 *
 * <p>The values that hold today are judged on every rung too, and never sorted out. Other values
 * win only when they are better than these on all customers: a search that ends too early changes
 * nothing.
 *
 * @param trials how many are drawn at most, today's values not counted
 * @param rungs how many sizes of samples there are; 1: every trial is judged on all customers
 * @param keepOneOf how many trials of a rung compete for a place in the next
 */
public record Search(Space space, int trials, int rungs, int keepOneOf, long seed) {

  public Search {
    require(trials >= 0, "trials must be at least 0, but is %s", trials);
    require(rungs >= 1 && rungs <= 8, "rungs must be between 1 and 8, but is %s", rungs);
    require(
        keepOneOf >= 2 && keepOneOf <= 100,
        "keep_one_of must be between 2 and 100, but is %s",
        keepOneOf);
  }

  /** What was tried, in order, and the best of it on all customers. */
  public record Outcome(List<Judged> judged, Trial best) {

    public Outcome {
      judged = List.copyOf(judged);
    }
  }

  /**
   * @param watcher is told of each trial that was judged
   * @throws IllegalArgumentException when even today's values cannot be tried
   */
  public Outcome run(Objective objective, Budget budget, Consumer<Judged> watcher) {
    Judging judging = new Judging(space, seed, objective, budget, watcher);
    int roundSize = (int) Math.pow(keepOneOf, rungs - 1);
    int next = 1;
    while (next <= trials && !judging.stopped()) {
      int last = Math.min(trials, next + roundSize - 1);
      round(judging, next, last);
      next = last + 1;
    }
    return new Outcome(judging.judged(), judging.best());
  }

  private void round(Judging judging, int first, int last) {
    List<Integer> alive = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      alive.add(number);
    }
    for (int rung = 0; rung < rungs && !judging.stopped(); rung++) {
      List<Judged> ranked = judging.rung(alive, share(rung));
      int kept = (alive.size() + keepOneOf - 1) / keepOneOf;
      alive = ranked.stream().limit(kept).map(one -> one.trial().number()).toList();
    }
  }

  private double share(int rung) {
    return 1 / Math.pow(keepOneOf, rungs - 1.0 - rung);
  }

  private static void require(boolean holds, String message, Object... found) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(found));
    }
  }
}
