package org.alsolike.serving.diff;

import java.util.List;

/**
 * Who or what comes and goes: customers, items, members of a segment, items within lists.
 *
 * @param before in the served version
 * @param now in what is to replace it
 * @param came now, and not before
 * @param went before, and not now
 * @param firstCame ids of the first that came, in the order of their bytes; customers are not named
 * @param firstWent ids of the first that went, likewise
 */
public record MemberChange(
    long before, long now, long came, long went, List<String> firstCame, List<String> firstWent) {

  /** So many ids are named. */
  static final int NAMED = 20;

  public MemberChange {
    firstCame = List.copyOf(firstCame);
    firstWent = List.copyOf(firstWent);
  }

  /** How many there are now for one before; NaN where there was none. */
  public double ratio() {
    return before == 0 ? Double.NaN : (double) now / before;
  }
}
