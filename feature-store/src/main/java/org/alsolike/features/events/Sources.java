package org.alsolike.features.events;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The part {@code sources} of the configuration: where the shop's history lies and how its columns
 * become ours.
 *
 * @param maxBroken largest share of a source's rows that may be broken (not understood, as opposed
 *     to filtered by a rule) before the run stops; 1 % unless set
 */
public record Sources(
    Optional<Double> maxBroken,
    TransactionsSource transactions,
    Optional<InteractionsSource> interactions,
    Optional<ItemsSource> items,
    Optional<CustomersSource> customers) {

  private static final double DEFAULT_MAX_BROKEN = 0.01;

  public Sources {
    maxBroken.ifPresent(
        share -> {
          if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                "max_broken must be between 0% and 100%, but is " + share);
          }
        });
    requireNonNull(transactions, "transactions");
  }

  /** The share that holds: what is set, else the default. */
  public double brokenAllowed() {
    return maxBroken.orElse(DEFAULT_MAX_BROKEN);
  }
}
