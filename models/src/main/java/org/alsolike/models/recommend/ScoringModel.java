package org.alsolike.models.recommend;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A model that knows items alone: whatever it says about a customer follows from what the customer
 * holds. Such models need no training for a new customer, keep nobody's data, and may be asked
 * about the same customer side by side.
 */
interface ScoringModel extends RecommendationModel {

  /** Who proposes: the recommender's name. */
  String tier();

  /** Rows whose item ids are those that it knows. */
  Dataset<Row> items();

  /** Scores in the numbers of a catalogue that may hold more items, or fewer. */
  Scorer scorer(Catalogue catalogue);

  @Override
  default Recommendations forCustomers(History history, Candidates candidates, int k) {
    Catalogue catalogue = Catalogue.of(items());
    return new Ranking(catalogue, scorer(catalogue), tier())
        .forCustomers(Ranking.customers(history, candidates.viewers()), candidates, k);
  }

  @Override
  default RecommendationModel telling(SortedMap<String, Long> counts, List<String> remarks) {
    return new Told(this, counts, remarks);
  }

  @Override
  default SimilarItems forItems(int k, Set<String> excluded) {
    throw Recommender.Relates.refusal(tier());
  }
}
