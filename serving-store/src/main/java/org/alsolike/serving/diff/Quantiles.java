package org.alsolike.serving.diff;

/** Five quantiles of shares, each to a thousandth; NaN where there is nothing. */
public record Quantiles(double q05, double q25, double q50, double q75, double q95) {}
