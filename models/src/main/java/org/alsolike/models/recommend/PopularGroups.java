package org.alsolike.models.recommend;

import static org.alsolike.tables.Events.ITEM;
import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Feature;
import org.alsolike.tables.Field;
import org.alsolike.tables.History;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** What the customers of a group buy, such as those of one country. */
final class PopularGroups {

  static final Field GROUP = Field.text("customer_group", "a value of the customers' feature");

  static final Table TABLE =
      Table.of(
          "popularity_of_groups",
          "one row per group that is not small and item it bought",
          GROUP,
          ITEM,
          Recommendations.SCORE);

  private PopularGroups() {}

  /**
   * One row per customer of whom the group is known.
   *
   * @throws IllegalArgumentException when customers have no such text feature
   */
  static Dataset<Row> of(History history, String feature) {
    CustomerFeatures features = history.customerFeatures();
    var texts =
        features.schema().features().stream()
            .filter(one -> one.type().equals(DataTypes.StringType))
            .map(Feature::name)
            .toList();
    if (!texts.contains(feature)) {
      throw new IllegalArgumentException(
          "per must be a text feature of customers, one of %s, but is %s"
              .formatted(texts, feature));
    }
    return features
        .rows()
        .select(CustomerFeatures.CUSTOMER.col(), col(feature).as(GROUP.name()))
        .where(GROUP.col().isNotNull());
  }

  /**
   * By what the customer's group bought, then by what all bought.
   *
   * @param overall by item number; infinite below where nobody bought the item
   */
  static Scorer scorer(Dataset<Row> groups, double[] overall, Catalogue catalogue) {
    Map<String, double[]> byGroup = new HashMap<>();
    for (Row row : groups.collectAsList()) {
      double[] scores =
          byGroup.computeIfAbsent(row.getString(0), any -> new double[overall.length]);
      scores[catalogue.number(row.getString(1))] = row.getDouble(2);
    }
    byGroup.replaceAll((group, scores) -> withTiesBroken(scores, overall));
    return new OfGroups(byGroup, overall);
  }

  /**
   * Scores of which the larger stay the larger, and equal ones go by what all bought: so much is
   * added as leaves them below the next larger one.
   */
  private static double[] withTiesBroken(double[] own, double[] overall) {
    int[] worstFirst =
        IntStream.range(0, own.length)
            .filter(item -> overall[item] > Double.NEGATIVE_INFINITY)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer item) -> own[item])
                    .thenComparingDouble(item -> overall[item]))
            .mapToInt(item -> item)
            .toArray();
    double room = leastDifference(worstFirst, own) / (1 + Arrays.stream(overall).max().orElse(0));
    double[] scores = new double[own.length];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    for (int at = 0; at < worstFirst.length; at++) {
      int item = worstFirst[at];
      scores[item] = own[item] + room * overall[item];
      if (at > 0) {
        int worse = worstFirst[at - 1];
        boolean equal = own[item] == own[worse] && overall[item] == overall[worse];
        double least = equal ? scores[worse] : Math.nextUp(scores[worse]);
        scores[item] = Math.max(scores[item], least); // whatever was lost in rounding
      }
    }
    return scores;
  }

  /** Between two different scores that follow each other, at most 1. */
  private static double leastDifference(int[] worstFirst, double[] own) {
    return IntStream.range(1, worstFirst.length)
        .mapToDouble(at -> own[worstFirst[at]] - own[worstFirst[at - 1]])
        .filter(difference -> difference > 0)
        .reduce(1, Math::min);
  }

  private record OfGroups(Map<String, double[]> byGroup, double[] overall) implements Scorer {
    @Override
    public void score(Profile profile, double[] scores) {
      String group = profile.row().getAs(GROUP.name());
      double[] own = group == null ? overall : byGroup.getOrDefault(group, overall);
      System.arraycopy(own, 0, scores, 0, scores.length);
    }
  }
}
