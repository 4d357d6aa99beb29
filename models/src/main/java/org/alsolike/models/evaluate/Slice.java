package org.alsolike.models.evaluate;

import java.io.Serializable;

/**
 * A group of customers, or of what they bought, whose figures are given apart.
 *
 * @param key as in the names of figures
 * @param of what the group is a part of
 */
public record Slice(String key, Of of) implements Comparable<Slice>, Serializable {

  /** What is sliced. */
  public enum Of {
    CUSTOMERS,
    /** Only the recall is given: the share of what was bought of such items that lists held. */
    ITEMS
  }

  /** Customers with at least one event before the cut-off: the figures that models compete on. */
  public static final Slice KNOWN = new Slice("", Of.CUSTOMERS);

  /** Customers whose first event is in the window: no model has seen them. */
  public static final Slice NEW = new Slice("new", Of.CUSTOMERS);

  /** Known customers who had bought few different items. */
  public static final Slice LIGHT = new Slice("light", Of.CUSTOMERS);

  /** Known customers who had bought many. */
  public static final Slice HEAVY = new Slice("heavy", Of.CUSTOMERS);

  /** What known customers bought of the most bought items. */
  public static final Slice HEAD = new Slice("head", Of.ITEMS);

  /** What known customers bought of the items between head and tail. */
  public static final Slice MIDDLE = new Slice("middle", Of.ITEMS);

  /** What known customers bought of the least bought items, and of new ones. */
  public static final Slice TAIL = new Slice("tail", Of.ITEMS);

  static Slice of(boolean newCustomer) {
    return newCustomer ? NEW : KNOWN;
  }

  /** Known customers of a country. */
  public static Slice country(String country) {
    return new Slice("country." + country, Of.CUSTOMERS);
  }

  @Override
  public int compareTo(Slice other) {
    return key.compareTo(other.key);
  }
}
