package org.alsolike.serving.reader;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.alsolike.serving.values.ListedItem;

/**
 * Which list is wanted, and what is left out of it when it is read. Each method gives a changed
 * copy: {@code ListRequest.of("for_you").excluding(basket).inStock().limit(5)}.
 *
 * @param list such as {@code for_you}
 * @param country used when the store does not know the customer's own
 * @param excluded items that are left out, such as those in the basket
 * @param stock what to do with items that the store knows to be sold out
 * @param limit at most so many places, at least 1
 */
public record ListRequest(
    String list, Optional<String> country, Set<String> excluded, Stock stock, int limit) {

  /** What to do with items that the store knows to be sold out. */
  public enum Stock {
    /** Keep them. */
    ANY,
    /** Leave them out; an item about whose stock nothing is known stays. */
    NOT_SOLD_OUT
  }

  public ListRequest {
    excluded = Set.copyOf(excluded);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
    }
  }

  /** The whole list. */
  public static ListRequest of(String list) {
    return new ListRequest(list, Optional.empty(), Set.of(), Stock.ANY, Integer.MAX_VALUE);
  }

  public ListRequest fromCountry(Optional<String> home) {
    return new ListRequest(list, home, excluded, stock, limit);
  }

  public ListRequest excluding(Set<String> items) {
    return new ListRequest(list, country, items, stock, limit);
  }

  public ListRequest inStock() {
    return new ListRequest(list, country, excluded, Stock.NOT_SOLD_OUT, limit);
  }

  public ListRequest limit(int places) {
    return new ListRequest(list, country, excluded, stock, places);
  }

  /** What is left of a list, in its order. */
  List<ListedItem> left(List<ListedItem> items, Predicate<String> soldOut) {
    if (excluded.isEmpty() && stock == Stock.ANY && limit >= items.size()) {
      return items;
    }
    Stream<ListedItem> left = items.stream().filter(place -> !excluded.contains(place.item()));
    if (stock == Stock.NOT_SOLD_OUT) {
      left = left.filter(place -> !soldOut.test(place.item()));
    }
    return left.limit(limit).toList();
  }
}
