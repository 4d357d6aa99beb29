package org.alsolike.models.recommend;

import static java.util.stream.Collectors.groupingBy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.alsolike.tables.PopularItems;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Fills one customer's list after the other from the popular items, which are broadcast. */
record FallbackRows(Map<String, List<Popular>> byCountry, int k) implements Serializable {

  static final String LISTED = "listed";

  record Popular(String item, double score) implements Serializable {}

  static FallbackRows of(PopularItems popular, int k) {
    Map<String, List<Row>> rows =
        popular.rows().orderBy(PopularItems.RANK.col()).collectAsList().stream()
            .collect(groupingBy(row -> row.getString(0)));
    Map<String, List<Popular>> byCountry = new HashMap<>();
    rows.forEach(
        (country, items) ->
            byCountry.put(
                country,
                new ArrayList<>(
                    items.stream()
                        .map(row -> new Popular(row.getString(2), row.getDouble(3)))
                        .toList())));
    return new FallbackRows(byCountry, k);
  }

  record InPartition(Broadcast<FallbackRows> shared) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> customers) {
      FallbackRows fallback = shared.value();
      Iterable<Row> once = () -> customers;
      return StreamSupport.stream(once.spliterator(), false)
          .flatMap(customer -> fallback.filled(customer).stream())
          .iterator();
    }
  }

  private List<Row> filled(Row customer) {
    String id = customer.getString(0);
    String country = customer.getString(1);
    List<Row> list = new ArrayList<>();
    for (Row one : listed(customer)) {
      list.add(row(id, list.size(), one.getString(1), one.getDouble(2), one.getString(3)));
    }
    Set<String> taken = bought(customer);
    list.forEach(row -> taken.add(row.getString(2)));
    if (!country.equals(PopularItems.EVERYWHERE)) {
      add(id, list, taken, country, Fallback.POPULAR_IN_COUNTRY);
    }
    add(id, list, taken, PopularItems.EVERYWHERE, Fallback.POPULAR);
    return list;
  }

  private void add(String id, List<Row> list, Set<String> taken, String country, String tier) {
    for (Popular popular : byCountry.getOrDefault(country, List.of())) {
      if (list.size() >= k) {
        return;
      }
      if (taken.add(popular.item())) {
        list.add(row(id, list.size(), popular.item(), popular.score(), tier));
      }
    }
  }

  private List<Row> listed(Row customer) {
    if (customer.isNullAt(3)) {
      return List.of();
    }
    Comparator<Row> byRank = Comparator.comparingLong(row -> row.getLong(0));
    return customer.<Row>getList(3).stream().sorted(byRank).limit(k).toList();
  }

  private static Set<String> bought(Row customer) {
    Set<String> bought = new HashSet<>();
    if (!customer.isNullAt(2)) {
      for (Row held : customer.<Row>getList(2)) {
        if (held.getBoolean(2)) {
          bought.add(held.getString(0));
        }
      }
    }
    return bought;
  }

  private static Row row(String customer, int above, String item, double score, String tier) {
    return RowFactory.create(customer, above + 1L, item, score, tier);
  }
}
