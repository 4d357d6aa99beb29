package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.MODEL;
import static org.alsolike.tables.CustomerMetrics.TASK;
import static org.alsolike.tables.Recommendations.ITEM;
import static org.alsolike.tables.Recommendations.RANK;
import static org.apache.spark.sql.functions.count_if;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What lists make of the catalogue: coverage, inequality of exposure and novelty, within the first
 * k. All lists count that were made; items never sold before the cut-off count nowhere.
 */
record CatalogueFigures(JudgedLists lists, List<Integer> depths) {

  /** The figure's name at a depth. */
  static String coverageAt(int k) {
    return "coverage@" + k;
  }

  List<Figure> over(SoldItems sold) {
    Map<String, Integer> places = new HashMap<>();
    sold.buyers().keySet().forEach(item -> places.put(item, places.size()));
    List<Figure> figures = new ArrayList<>();
    for (var perModel : counts(places).entrySet()) {
      String[] name = perModel.getKey().split(" ", 2);
      Task task = Task.valueOf(name[0].toUpperCase(Locale.ROOT));
      for (int i = 0; i < depths.size(); i++) {
        int k = depths.get(i);
        ItemExposure exposure = exposure(perModel.getValue()[i], sold);
        figures.add(figure(name[1], task, coverageAt(k), exposure.coverage()));
        figures.add(figure(name[1], task, "gini@" + k, exposure.gini()));
        figures.add(figure(name[1], task, "novelty@" + k, exposure.novelty()));
      }
    }
    return figures;
  }

  private static Figure figure(String model, Task task, String metric, double value) {
    return new Figure(model, task, Slice.KNOWN, metric, Estimate.counted(value, 0));
  }

  /** Adds in the order of item ids, so that the bits are the same everywhere. */
  private static ItemExposure exposure(long[] times, SoldItems sold) {
    double bits = 0;
    long places = 0;
    int at = 0;
    for (String item : sold.buyers().keySet()) {
      bits += times[at] * sold.selfInformation(item);
      places += times[at++];
    }
    return new ItemExposure(times, bits / places);
  }

  /** By task and model: per depth, in how many lists each item is. */
  private SortedMap<String, long[][]> counts(Map<String, Integer> places) {
    Column[] perDepth =
        depths.stream().map(k -> count_if(RANK.col().leq(k))).toArray(Column[]::new);
    SortedMap<String, long[][]> counts = new TreeMap<>();
    for (Row row :
        lists
            .rows()
            .groupBy(TASK.col(), MODEL.col(), ITEM.col())
            .agg(perDepth[0], Arrays.copyOfRange(perDepth, 1, perDepth.length))
            .collectAsList()) {
      long[][] times =
          counts.computeIfAbsent(
              row.getString(0) + " " + row.getString(1),
              any -> new long[depths.size()][places.size()]);
      Integer place = places.get(row.getString(2));
      for (int i = 0; place != null && i < times.length; i++) {
        times[i][place] = row.getLong(3 + i);
      }
    }
    return counts;
  }
}
