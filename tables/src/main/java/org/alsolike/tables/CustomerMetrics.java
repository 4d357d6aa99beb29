package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How good one list was for one customer in the window that no training step saw. */
public record CustomerMetrics(Dataset<Row> rows) {

  public static final Field MODEL = Field.text("model", "the recommender, or the published list");
  public static final Field TASK =
      Field.text("task", "first (purchases new to the customer) or all");
  public static final Field K = Field.integer("k", "how many of the list's first items count");
  public static final Field NEW_CUSTOMER =
      Field.flag("new_customer", "true when the customer was unknown before the window");
  public static final Field CUSTOMER = Events.CUSTOMER;
  public static final Field COUNTRY =
      Field.text("country", "as it was known before the window; null where it was not");
  public static final Field BOUGHT_BEFORE =
      Field.integer("bought_before", "different items that the customer had bought by then");
  public static final Field RELEVANT =
      Field.integer("relevant", "items the customer bought in the window, as the task counts them");
  public static final Field RELEVANT_HEAD =
      Field.integer("relevant_head", "of these, among the most bought items");
  public static final Field RELEVANT_MIDDLE =
      Field.integer("relevant_middle", "of these, among the items between head and tail");
  public static final Field LISTED =
      Field.integer(
          "listed", "items in the list, at most k; 0: the customer had no list and counts as zero");
  public static final Field HITS = Field.integer("hits", "relevant items within the first k");
  public static final Field HITS_HEAD = Field.integer("hits_head", "of these, in the head");
  public static final Field HITS_MIDDLE = Field.integer("hits_middle", "of these, in the middle");
  public static final Field RECALL =
      Field.real("recall", "hits in the first k over relevant items");
  public static final Field NDCG =
      Field.real("ndcg", "discounted gain over the ideal list of min(k, relevant)");
  public static final Field AVERAGE_PRECISION =
      Field.real("average_precision", "divides by min(k, relevant)");
  public static final Field HIT =
      Field.real("hit", "1 when at least one of the first k was bought, else 0");

  public static final Table TABLE =
      Table.of(
          "customer_metrics",
          "one row per model, task, k and customer with a relevant item",
          MODEL,
          TASK,
          K,
          NEW_CUSTOMER,
          CUSTOMER,
          COUNTRY,
          BOUGHT_BEFORE,
          RELEVANT,
          RELEVANT_HEAD,
          RELEVANT_MIDDLE,
          LISTED,
          HITS,
          HITS_HEAD,
          HITS_MIDDLE,
          RECALL,
          NDCG,
          AVERAGE_PRECISION,
          HIT);

  public CustomerMetrics {
    rows = TABLE.conform(rows);
  }
}
