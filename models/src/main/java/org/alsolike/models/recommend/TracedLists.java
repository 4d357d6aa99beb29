package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.size;

import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Lists with what was proposed for them and left out, and the rules that did it. */
public record TracedLists(String list, Dataset<Row> rows) {

  public static final Field OWNER =
      Field.text("shown_to", "the customer, or the item beside which the list is shown");
  public static final Field PROPOSED =
      Field.integer("proposed_rank", "in the order of the proposals; 0 when only a rule named it");
  public static final Field RANK =
      Field.integer("rank", "position in the list, from 1; null when it is not in it");
  public static final Field ITEM = Events.ITEM;
  public static final Field SCORE = Recommendations.SCORE;
  public static final Field TIER = Recommendations.TIER;
  public static final Field RULES =
      Field.texts("rules", "names of the rules that moved the item or left it out");

  static final Table TABLE =
      Table.of(
          "traced_lists",
          "one row per owner and proposed item",
          OWNER,
          RANK,
          ITEM,
          SCORE,
          TIER,
          PROPOSED,
          RULES);

  public TracedLists {
    rows = TABLE.conform(rows);
  }

  /** Lists just as somebody proposed them. */
  public static TracedLists of(Recommendations lists) {
    return new TracedLists(
        lists.list(),
        untouched(lists.rows().withColumnRenamed(Recommendations.CUSTOMER.name(), OWNER.name())));
  }

  /** Lists just as somebody proposed them. */
  public static TracedLists of(SimilarItems lists) {
    return new TracedLists(
        lists.list(),
        untouched(
            lists
                .rows()
                .withColumnRenamed(SimilarItems.ITEM.name(), OWNER.name())
                .withColumnRenamed(SimilarItems.SIMILAR.name(), ITEM.name())));
  }

  private static Dataset<Row> untouched(Dataset<Row> rows) {
    return rows.withColumn(PROPOSED.name(), RANK.col())
        .withColumn(RULES.name(), array().cast(RULES.type()));
  }

  /** The same without what nobody would miss: what stood too low and met no rule. */
  public TracedLists withoutTheRest() {
    Column touched = size(RULES.col()).gt(0);
    return new TracedLists(list, rows.where(RANK.col().isNotNull().or(touched)));
  }

  /** What is in the lists of customers. */
  public Recommendations forCustomers() {
    return new Recommendations(
        list, listed().withColumnRenamed(OWNER.name(), Recommendations.CUSTOMER.name()));
  }

  /** What is in the lists of items. */
  public SimilarItems forItems() {
    return new SimilarItems(
        list,
        listed()
            .withColumnRenamed(ITEM.name(), SimilarItems.SIMILAR.name())
            .withColumnRenamed(OWNER.name(), SimilarItems.ITEM.name()));
  }

  private Dataset<Row> listed() {
    return rows.where(RANK.col().isNotNull());
  }
}
