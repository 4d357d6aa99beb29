package org.alsolike.serving.values;

/**
 * What a segment says about a customer who is in it.
 *
 * @param holdout true: never contacted, kept to measure the effect
 * @param contactable true: consent allows contact and the customer is not held out
 */
public record Membership(boolean holdout, boolean contactable) {}
