package org.alsolike.models.evaluate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which groups of customers have figures of their own.
 *
 * @param heavyFrom a known customer who had bought so many different items is heavy, others light
 * @param countries the countries with the most known customers; the others are in no slice of their
 *     own
 */
public record Slicing(int heavyFrom, List<String> countries) implements Serializable {

  public Slicing {
    countries = List.copyOf(countries);
    if (heavyFrom < 1) {
      throw new IllegalArgumentException("heavy_from must be at least 1, but is " + heavyFrom);
    }
  }

  /**
   * The largest countries; ties go to the first by name.
   *
   * @param customers known customers by country
   */
  public static Slicing of(int heavyFrom, Map<String, Long> customers, int most) {
    return new Slicing(
        heavyFrom,
        customers.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList());
  }

  /**
   * The slices of a known customer, but for that of all known ones.
   *
   * @param country null where it is not known
   */
  List<Slice> of(long boughtBefore, String country) {
    List<Slice> slices = new ArrayList<>();
    slices.add(boughtBefore >= heavyFrom ? Slice.HEAVY : Slice.LIGHT);
    if (country != null && countries.contains(country)) {
      slices.add(Slice.country(country));
    }
    return slices;
  }
}
