package org.alsolike.models.recommend;

import static org.alsolike.tables.SimilarItems.ITEM;
import static org.alsolike.tables.SimilarItems.RANK;
import static org.alsolike.tables.SimilarItems.SIMILAR;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.util.Set;
import org.alsolike.tables.History;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What is shown with an item of which purchases say too little, such as one that is new: what is
 * described like it ({@link Content}). So every item of which something is said has a list, whether
 * or not it was ever sold.
 */
public final class ContentFallback {

  private static final String TURN = "turn";
  private static final String PLACE = "place";

  private ContentFallback() {}

  /**
   * The same lists, filled up to {@code k} items; what is filled in names {@code content} as its
   * tier.
   *
   * @param excluded ids of items that no list may hold
   */
  public static SimilarItems filled(
      SimilarItems found, History history, int k, Set<String> excluded) {
    // Not constants: settings are also read where Spark is never started.
    WindowSpec ofThePair = Window.partitionBy(ITEM.col(), SIMILAR.col()).orderBy(col(TURN));
    WindowSpec ofTheItem = Window.partitionBy(ITEM.col()).orderBy(col(TURN), RANK.col());
    SimilarItems described = Content.defaults().train(history).forItems(k, excluded);
    Dataset<Row> rows =
        found
            .rows()
            .withColumn(TURN, lit(0))
            .union(described.rows().withColumn(TURN, lit(1)))
            .withColumn(PLACE, row_number().over(ofThePair))
            .where(col(PLACE).equalTo(1))
            .withColumn(PLACE, row_number().over(ofTheItem))
            .where(col(PLACE).leq(k))
            .withColumn(RANK.name(), col(PLACE).cast(RANK.type()));
    return new SimilarItems(found.list(), rows.drop(TURN, PLACE));
  }
}
