package org.alsolike.models.evaluate;

/**
 * A line of the reliability table: customers of similar predicted probability.
 *
 * @param decile 1 holds the least likely tenth, 10 the most likely; customers with equal
 *     probabilities stay together
 * @param predicted mean predicted probability
 * @param observed share of the customers for whom the outcome came true
 */
public record ReliabilityDecile(int decile, long customers, double predicted, double observed) {}
