package org.alsolike.models.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alsolike.tables.Events;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The items that a model knows, numbered from 0 in the order of their ids' UTF-8 bytes: a tie
 * between numbers is a tie between ids. It is held by every process, so it is the one thing here
 * that may grow with the items, and nothing in it grows with the customers.
 */
final class Catalogue implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String[] ids;
  private final Map<String, Integer> numbers;

  private Catalogue(List<String> sorted) {
    ids = sorted.toArray(String[]::new);
    numbers = new HashMap<>(2 * ids.length);
    for (int item = 0; item < ids.length; item++) {
      numbers.put(ids[item], item);
    }
  }

  /** The distinct items of rows that have an item column. */
  static Catalogue of(Dataset<Row> rows) {
    // Ordered here: to order by ranges, Spark would look for distinct items twice.
    return of(rows.select(Events.ITEM.col()).distinct().as(Encoders.STRING()).collectAsList());
  }

  /** Of distinct ids, in any order. */
  static Catalogue of(Collection<String> ids) {
    return new Catalogue(
        ids.stream()
            .map(id -> id.getBytes(UTF_8))
            .sorted(Arrays::compareUnsigned)
            .map(id -> new String(id, UTF_8))
            .toList());
  }

  int size() {
    return ids.length;
  }

  String id(int item) {
    return ids[item];
  }

  List<String> ids() {
    return List.of(ids);
  }

  /** The item's number, or -1 when the model does not know it. */
  int number(String id) {
    return numbers.getOrDefault(id, -1);
  }

  /** The numbers of those items that are known. */
  BitSet numbers(Set<String> items) {
    BitSet numbers = new BitSet(ids.length);
    items.stream().mapToInt(this::number).filter(item -> item >= 0).forEach(numbers::set);
    return numbers;
  }
}
