package org.alsolike.models.evaluate;

/**
 * How well scores put customers with the outcome above those without. Takes groups of equal score,
 * highest first; counts are whole numbers, so the figures are exact.
 */
final class Ranking {

  private final long customers;
  private final long outcomes;
  private final long top;
  private long customersAbove;
  private long outcomesAbove;
  private long twiceOrderedPairs;
  private double averagePrecision;
  private double outcomesInTop;

  Ranking(long customers, long outcomes) {
    this.customers = customers;
    this.outcomes = outcomes;
    this.top = (customers + 9) / 10;
  }

  void add(long groupCustomers, long groupOutcomes) {
    long without = groupCustomers - groupOutcomes;
    twiceOrderedPairs += without * (2 * outcomesAbove + groupOutcomes);

    long room = Math.max(0, Math.min(groupCustomers, top - customersAbove));
    outcomesInTop += (double) groupOutcomes * room / groupCustomers;

    customersAbove += groupCustomers;
    outcomesAbove += groupOutcomes;
    double precision = (double) outcomesAbove / customersAbove;
    averagePrecision += precision * groupOutcomes / outcomes;
  }

  long customers() {
    return customers;
  }

  long outcomes() {
    return outcomes;
  }

  /** Mann, Whitney 1947: ties count half. */
  double auc() {
    return twiceOrderedPairs / (2.0 * outcomes * (customers - outcomes));
  }

  /** Precision at each score, weighted by the share of outcomes found there. */
  double averagePrecision() {
    return outcomes == 0 ? Double.NaN : averagePrecision;
  }

  /** Customers whose equal scores straddle the border count by their share. */
  double liftInTopDecile() {
    return outcomesInTop / top / ((double) outcomes / customers);
  }
}
