package org.alsolike.models.evaluate;

/**
 * What one gate decided.
 *
 * @param name as in the configuration, such as max_loss; for a propensity model after its name
 * @param value what was judged; NaN when there is no figure, and then the gate has not passed
 * @param threshold what the configuration asks for
 * @param reason one clause for people, with value and threshold
 */
public record GateResult(
    String name, boolean passed, double value, double threshold, String reason) {}
