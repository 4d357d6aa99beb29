package org.alsolike.models.recommend;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alsolike.tables.History;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One way to rank items: its hyperparameters as data, and how to train it. To add one, write its
 * record and name it in {@code permits}; the configuration and the contract tests find it there.
 */
public sealed interface Recommender
    permits Popularity, OwnHistory, ItemNeighbours, Content, Als, Ease, GraphFilter, Blend {

  /** Learns from what was known at {@code history.asOf()}. */
  RecommendationModel train(History history);

  /** The same for one who also learns from what came true after earlier moments. */
  default RecommendationModel train(History history, Past past) {
    return train(history);
  }

  /** From which earlier windows it learns besides; empty: what is known at the as-of is enough. */
  default Optional<Past.Reach> reach() {
    return Optional.empty();
  }

  /**
   * A model that was trained with these hyperparameters, from its {@link
   * RecommendationModel#tables() tables}. It gives the lists that the saved one gave.
   */
  RecommendationModel load(Map<String, Dataset<Row>> tables);

  /** Whether its models can tell which items go with an item ({@code forItems}). */
  Relates relates();

  /** Where good hyperparameters may lie on data of any shape; what is not named is left alone. */
  default Ranges ranges() {
    return Ranges.none();
  }

  /**
   * The same with so much memory to train in, where that decides what is learned; others are left
   * as they are.
   */
  default Recommender withMemory(int megabytes) {
    return this;
  }

  /** What a recommender ranks for. */
  enum Relates {
    CUSTOMERS_ONLY,
    CUSTOMERS_AND_ITEMS;

    static UnsupportedOperationException refusal(String recommender) {
      return new UnsupportedOperationException(
          recommender
              + " does not relate items; use item-neighbours, content or als for item lists");
    }
  }

  /** The kind, as the configuration writes it and as the tier of its rows: item-neighbours. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
