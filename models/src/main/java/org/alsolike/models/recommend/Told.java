package org.alsolike.models.recommend;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A model that was loaded, and what its training counted and said. */
record Told(ScoringModel model, SortedMap<String, Long> counts, List<String> remarks)
    implements ScoringModel {

  @Override
  public Map<String, Dataset<Row>> tables() {
    return model.tables();
  }

  @Override
  public String tier() {
    return model.tier();
  }

  @Override
  public Dataset<Row> items() {
    return model.items();
  }

  @Override
  public Scorer scorer(Catalogue catalogue) {
    return model.scorer(catalogue);
  }

  @Override
  public Recommendations forCustomers(History history, Candidates candidates, int k) {
    return model.forCustomers(history, candidates, k);
  }

  @Override
  public SimilarItems forItems(int k, Set<String> excluded) {
    return model.forItems(k, excluded);
  }
}
