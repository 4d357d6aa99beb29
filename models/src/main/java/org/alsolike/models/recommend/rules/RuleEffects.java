package org.alsolike.models.recommend.rules;

import static org.alsolike.models.recommend.TracedLists.OWNER;
import static org.alsolike.models.recommend.TracedLists.RANK;
import static org.alsolike.models.recommend.TracedLists.RULES;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.TracedLists;
import org.apache.spark.sql.Row;

/** What rules did, counted. */
public final class RuleEffects {

  private RuleEffects() {}

  /**
   * What a rule keeps out before the best are chosen.
   *
   * @param items how many it speaks of
   * @param customers for how many it holds; below 0: for all
   * @param pairs of customer and item: for a rule about purchases how many it meets; below 0: for
   *     any other
   */
  public record KeptOut(String rule, long items, long customers, long pairs) {

    /** Whether it meets anything at all. */
    public boolean isSomething() {
      return items > 0 && customers != 0 && pairs != 0;
    }
  }

  /**
   * What a rule did to the order of one list.
   *
   * @param lists how many
   * @param moved items that are in them
   * @param leftOut items that are not
   */
  public record Moved(String rule, long lists, long moved, long leftOut) {

    static final Moved NOTHING = new Moved("", 0, 0, 0);
  }

  /** By rule; a rule that did nothing is absent. Runs a job over the lists. */
  public static SortedMap<String, Moved> in(TracedLists lists) {
    SortedMap<String, Moved> moved = new TreeMap<>();
    List<Row> rows =
        lists
            .rows()
            .select(OWNER.col(), RANK.col(), explode(RULES.col()).as("rule"))
            .groupBy("rule")
            .agg(countDistinct(OWNER.col()), count(RANK.col()), count(lit(1)))
            .orderBy(col("rule"))
            .collectAsList();
    for (Row row : rows) {
      long inLists = row.getLong(2);
      moved.put(
          row.getString(0),
          new Moved(row.getString(0), row.getLong(1), inLists, row.getLong(3) - inLists));
    }
    return moved;
  }
}
