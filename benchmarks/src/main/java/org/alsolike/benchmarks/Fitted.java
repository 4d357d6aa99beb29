package org.alsolike.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A model whose tables were computed once and kept in memory, as a run keeps them in files.
 *
 * @param counts what training counted
 * @param remarks what training said
 */
record Fitted(
    RecommendationModel model,
    SortedMap<String, Long> counts,
    List<String> remarks,
    Map<String, Dataset<Row>> tables) {

  static Fitted by(Recommender recommender, History history, Past past) {
    RecommendationModel lazy = recommender.train(history, past);
    Map<String, Dataset<Row>> tables = new TreeMap<>();
    lazy.tables().forEach((name, rows) -> tables.put(name, rows.persist()));
    RecommendationModel model = recommender.load(tables).telling(lazy.counts(), lazy.remarks());
    Fitted fitted = new Fitted(model, lazy.counts(), lazy.remarks(), tables);
    try {
      tables.values().forEach(Dataset::count);
    } catch (RuntimeException | Error failure) {
      fitted.release();
      throw failure;
    }
    return fitted;
  }

  void release() {
    tables.values().forEach(Dataset::unpersist);
  }
}
