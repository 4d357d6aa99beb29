package org.alsolike.jobs.run;

/** Where a run may be asked to stop. */
public enum Stage {
  VALIDATE,
  FEATURES,
  TRAIN,
  EVALUATE,
  DIFF,
  PUBLISH;

  /** True when a run that stops after {@code last} gets as far as this stage. */
  public boolean within(Stage last) {
    return compareTo(last) <= 0;
  }
}
