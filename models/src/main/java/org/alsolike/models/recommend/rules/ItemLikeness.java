package org.alsolike.models.recommend.rules;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Row;

/**
 * How alike items are: what a recommender that relates items says of each one's nearest, cut to 0
 * .. 1; anything else is unlike. Eight to sixty bytes for each pair, as many pairs as items times
 * their nearest.
 */
public final class ItemLikeness implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nothing is like anything else. */
  public static final ItemLikeness NONE = new ItemLikeness(Map.of());

  private final HashMap<String, HashMap<String, Float>> nearest;

  private ItemLikeness(Map<String, HashMap<String, Float>> nearest) {
    this.nearest = new HashMap<>(nearest);
  }

  /** Reads all rows into this process. */
  public static ItemLikeness of(SimilarItems items) {
    List<Row> rows =
        items
            .rows()
            .select(
                SimilarItems.ITEM.col(),
                SimilarItems.SIMILAR.col(),
                SimilarItems.SCORE.col().cast("float"))
            .collectAsList();
    Map<String, HashMap<String, Float>> nearest = new HashMap<>();
    for (Row row : rows) {
      float likeness = Math.max(0, Math.min(1, row.getFloat(2)));
      nearest
          .computeIfAbsent(row.getString(0), any -> new HashMap<>())
          .put(row.getString(1), likeness);
    }
    return new ItemLikeness(nearest);
  }

  /** The same both ways: the greater of what the two say of each other. */
  public double between(String one, String other) {
    return Math.max(said(one, other), said(other, one));
  }

  private float said(String of, String about) {
    Map<String, Float> list = nearest.get(of);
    return list == null ? 0 : list.getOrDefault(about, 0f);
  }
}
