package org.alsolike.benchmarks;

import java.util.Map;
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
 */
record Fitted(
    RecommendationModel model, Map<String, Long> counts, Map<String, Dataset<Row>> tables) {

  static Fitted by(Recommender recommender, History history, Past past) {
    RecommendationModel lazy = recommender.train(history, past);
    Map<String, Dataset<Row>> tables = new TreeMap<>();
    lazy.tables().forEach((name, rows) -> tables.put(name, rows.persist()));
    tables.values().forEach(Dataset::count);
    return new Fitted(recommender.load(tables), lazy.counts(), tables);
  }

  void release() {
    tables.values().forEach(Dataset::unpersist);
  }
}
