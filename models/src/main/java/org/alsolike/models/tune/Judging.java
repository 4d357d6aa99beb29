package org.alsolike.models.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** What a search has judged so far, within its budget. */
final class Judging {

  private static final int AS_IT_IS = 0;
  private static final double ALL = 1;

  private static final Comparator<Judged> BEST_FIRST =
      (a, b) -> a == b ? 0 : a.betterThan(b) ? -1 : 1;

  private final Space space;
  private final long seed;
  private final Objective objective;
  private final Budget budget;
  private final Consumer<Judged> watcher;
  private final List<Judged> judged = new ArrayList<>();
  private boolean stopped;

  Judging(Space space, long seed, Objective objective, Budget budget, Consumer<Judged> watcher) {
    this.space = space;
    this.seed = seed;
    this.objective = objective;
    this.budget = budget;
    this.watcher = watcher;
  }

  boolean stopped() {
    return stopped;
  }

  List<Judged> judged() {
    return judged;
  }

  /** The trials of a rung, best first; today's values are judged but do not compete. */
  List<Judged> rung(List<Integer> numbers, double share) {
    judge(AS_IT_IS, share);
    List<Judged> ranked = new ArrayList<>();
    numbers.forEach(number -> judge(number, share).ifPresent(ranked::add));
    ranked.sort(BEST_FIRST);
    return ranked;
  }

  /** The best on all customers; as long as today's values have no rival there, these. */
  Trial best() {
    return judged.stream()
        .filter(one -> one.share() == ALL)
        .min(BEST_FIRST)
        .filter(one -> found(AS_IT_IS, ALL).isPresent())
        .map(Judged::trial)
        .orElse(space.trial(AS_IT_IS, seed));
  }

  private Optional<Judged> judge(int number, double share) {
    Optional<Judged> before = found(number, share);
    if (before.isPresent()) {
      return before;
    }
    stopped |= !budget.fits(expectedSeconds(number, share));
    if (stopped) {
      return Optional.empty();
    }
    Judged now = tried(space.trial(number, seed), share);
    if (number == AS_IT_IS && now.refusal().isPresent()) {
      throw new IllegalArgumentException(now.refusal().get());
    }
    judged.add(now);
    watcher.accept(now);
    return Optional.of(now);
  }

  private Judged tried(Trial trial, double share) {
    double before = budget.spent();
    try {
      Objective.Verdict verdict = objective.judge(trial, share);
      // what was judged before says how long a larger sample will take
      double seconds = verdict.seconds().orElseGet(() -> budget.spent() - before);
      return new Judged(trial, share, verdict.value(), seconds, Optional.empty());
    } catch (IllegalArgumentException refused) {
      Optional<String> reason = Optional.of(String.valueOf(refused.getMessage()));
      return new Judged(trial, share, Double.NaN, budget.spent() - before, reason);
    }
  }

  /** In proportion to what the same trial took on its last sample, or the longest of this one. */
  private double expectedSeconds(int number, double share) {
    OptionalDouble same =
        judged.stream()
            .filter(one -> one.trial().number() == number)
            .mapToDouble(one -> one.seconds() * share / one.share())
            .reduce((earlier, later) -> later);
    return same.orElseGet(
        () ->
            judged.stream()
                .filter(one -> one.share() == share)
                .mapToDouble(Judged::seconds)
                .max()
                .orElse(0));
  }

  private Optional<Judged> found(int number, double share) {
    return judged.stream()
        .filter(one -> one.trial().number() == number && one.share() == share)
        .findFirst();
  }
}
