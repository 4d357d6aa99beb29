package org.alsolike.models.evaluate;

/** A group of customers whose figures are given apart. */
public enum Slice {
  /** Customers with at least one event before the cut-off: the figures that models compete on. */
  KNOWN,
  /** Customers whose first event is in the window: no model has seen them. */
  NEW;

  static Slice of(boolean newCustomer) {
    return newCustomer ? NEW : KNOWN;
  }
}
