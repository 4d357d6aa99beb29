package org.alsolike.models.recommend;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A trained recommender: a set of named tables and how to rank by them. */
public interface RecommendationModel {

  /**
   * All that the model learned, by name. Save each and hand them to {@link Recommender#load}: a
   * model that was just trained may compute its tables again for every list.
   */
  Map<String, Dataset<Row>> tables();

  /**
   * The {@code k} best items for every customer in {@code history} whom the model knows something
   * about. Ties go to the smaller item id, in the order of UTF-8 bytes; a customer for whom fewer
   * than {@code k} candidates are left gets a shorter list. Items that the model has never seen are
   * not ranked.
   */
  Recommendations forCustomers(History history, Candidates candidates, int k);

  /**
   * The {@code k} items that go best with each item, never the item itself.
   *
   * @param excluded ids of items that no list may hold; they have lists of their own all the same
   * @throws UnsupportedOperationException when the recommender does not relate items
   */
  SimilarItems forItems(int k, Set<String> excluded);

  default SimilarItems forItems(int k) {
    return forItems(k, Set.of());
  }

  /** Whose proposals it orders; empty for a model that ranks by itself. */
  default Optional<Parts> parts() {
    return Optional.empty();
  }

  /**
   * The first stage of a model that orders what others propose.
   *
   * @param models by name
   * @param depth how many items each of them proposes
   */
  record Parts(Map<String, RecommendationModel> models, int depth) {

    public Parts {
      models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }
  }

  /**
   * What training counted and a person should be told, such as {@code baskets_capped}. Empty for a
   * model that was loaded.
   */
  default SortedMap<String, Long> counts() {
    return Collections.emptySortedMap();
  }

  /**
   * The same in words, for the console, where a person would want more than names and counts. Empty
   * for a model that was loaded.
   */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * The same model for another one of which it becomes a part, and which passes on what the
   * training of its parts counted and said. Models that are never a part stay as they are.
   */
  default RecommendationModel telling(SortedMap<String, Long> counts, List<String> remarks) {
    return this;
  }
}
