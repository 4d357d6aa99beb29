package org.alsolike.serving.diff;

/**
 * How the probabilities of one propensity model shift.
 *
 * @param customers who have a score
 * @param meanBefore mean probability in the served version; NaN of none
 * @param meanNow mean probability in what is to replace it; NaN of none
 * @param moved of those who have a score in both, by how much the probability differs either way
 */
public record ScoreShift(
    MemberChange customers, double meanBefore, double meanNow, Quantiles moved) {}
