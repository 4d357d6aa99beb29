package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * For whom a list is finished.
 *
 * @param bought what the customer bought, kept or returned
 * @param daysSince from the last purchase of an item, kept, to the as-of
 */
record ListViewer(long bits, Set<String> bought, Map<String, Double> daysSince, Allowed allowed)
    implements ListOrder.Viewer {

  /** What lists may hold, as {@link Candidates} say it, for what has no item numbers. */
  record Allowed(
      Candidates.Scope scope,
      Set<String> excluded,
      List<Limits.Barred> barred,
      List<Limits.Resting> resting)
      implements Serializable {

    static Allowed by(Candidates candidates) {
      return new Allowed(
          candidates.scope(),
          new HashSet<>(candidates.excluded()),
          new ArrayList<>(candidates.limits().map(Limits::barred).orElse(List.of())),
          new ArrayList<>(candidates.limits().map(Limits::resting).orElse(List.of())));
    }
  }

  /** From a row as {@link FinishedRows.InPartition} reads it. */
  static ListViewer of(Row owner, Allowed allowed) {
    Set<String> bought = new HashSet<>();
    Map<String, Double> daysSince = new HashMap<>();
    if (!owner.isNullAt(2)) {
      for (Row held : owner.<Row>getList(2)) {
        if (held.getBoolean(2)) {
          bought.add(held.getString(0));
        }
        if (!held.isNullAt(5)) {
          daysSince.put(held.getString(0), held.getDouble(5));
        }
      }
    }
    return new ListViewer(owner.getLong(4), bought, daysSince, allowed);
  }

  boolean isNewTo(String item) {
    return !bought.contains(item);
  }

  @Override
  public boolean mayBeShown(String item) {
    double days = daysSince.getOrDefault(item, Double.NaN);
    return allowed.scope().admits(bought.contains(item))
        && !allowed.excluded().contains(item)
        && allowed.barred().stream().noneMatch(limit -> limit.bars(bits, item))
        && allowed.resting().stream().noneMatch(limit -> limit.bars(bits, item, days));
  }
}
