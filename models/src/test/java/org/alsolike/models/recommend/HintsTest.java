package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class HintsTest {

  private static final GraphFilter FILTER =
      new GraphFilter(4, 0.3, 0.5, 0.5, 0.5, 0, 10, 3, 1, 64, 1);

  /**
   * Six customers held a in summer and bought b in October, six held c and bought d. Two more hold
   * a and c alone.
   */
  private static History shop(SparkSession spark) {
    return Shop.of(
        spark.sql(
            """
            select concat('o-', m.id, c.id) as order_id, concat('c-', c.id) as customer_id,
                   substring(if(c.id % 2 = 0, 'ab', 'cd'), m.id, 1) as item_id,
                   if(m.id = 1, '2011-08-01', '2011-10-20') as bought_on, 1 as kept
            from range(14) as c, range(1, 3) as m where m.id = 1 or c.id < 12
            """));
  }

  private static History titled(History history, SparkSession spark) {
    FeatureSchema schema =
        new FeatureSchema(
            "item_features",
            "one row per as-of and item",
            List.of(
                new Feature(
                    "title",
                    "title",
                    DataTypes.StringType,
                    "title",
                    OptionalInt.empty(),
                    Optional.empty(),
                    "{}")));
    return new History(
        history.asOf(),
        history.affinities(),
        history.purchases(),
        new ItemFeatures(
            schema,
            spark.sql(
                "select item_id, timestamp'2011-11-09' as as_of, title from values"
                    + " ('a', 'red mug'), ('b', 'blue lamp'), ('c', 'old clock'), ('d', 'red bag')"
                    + " as t(item_id, title)")),
        history.customerFeatures());
  }

  private static Hints hints(History history, Catalogue catalogue, Scorer... recommenders) {
    return Hints.of(history, catalogue, List.of(recommenders), Hints.ofItems(history));
  }

  private static double[] score(Scorer scorer, int held) {
    Profile profile = Profile.of("new", 1, null);
    profile.items()[0] = held;
    profile.weights()[0] = 1;
    double[] scores = new double[4];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    scorer.score(profile, scores);
    return scores;
  }

  @Test
  void tellWhatIsBoughtNextByThoseWhoHoldTheLike(SparkSession spark) {
    History history = shop(spark);
    Catalogue catalogue = Catalogue.of(history.affinities().rows());
    var filter = (ScoringModel) FILTER.train(history);
    Hints hints = hints(history, catalogue, filter.scorer(catalogue));

    assertThat(hints.names()).containsExactly("next_bought", "title_words", "category_affinity");
    double[] ofA = score(hints.scorers().get(0), 0);
    double[] ofC = score(hints.scorers().get(0), 2);
    assertThat(ofA[1]).isGreaterThan(0.1).isGreaterThan(10 * Math.abs(ofA[3]));
    assertThat(ofC[3]).isGreaterThan(0.1).isGreaterThan(10 * Math.abs(ofC[1]));
    // a and c were bought before: nobody bought them next
    assertThat(ofA[0]).isZero();
    assertThat(ofC[2]).isZero();
  }

  @Test
  void tellOfTitlesWhereThereAreSome(SparkSession spark) {
    History history = titled(shop(spark), spark);
    Catalogue catalogue = Catalogue.of(history.affinities().rows());
    Hints hints = hints(history, catalogue);

    assertThat(hints.names()).containsExactly("title_words");
    double[] ofA = score(hints.scorers().get(0), 0);
    assertThat(ofA[3]).isGreaterThan(0);
    assertThat(ofA[1]).isZero();
  }

  @Test
  void tellOfCategoriesWhereOneOfTenItemsHasOne(SparkSession spark) {
    History history = shop(spark);

    assertThat(Hints.ofItems(categorised(history, 1, 10, spark))).contains("category_affinity");
    assertThat(Hints.ofItems(categorised(history, 1, 11, spark)))
        .doesNotContain("category_affinity");
    assertThat(Hints.ofItems(categorised(history, 0, 1, spark)))
        .doesNotContain("category_affinity");
    assertThat(Hints.ofItems(titled(history, spark)))
        .as("nothing said of categories at all")
        .containsExactly("title_words");
  }

  /** So many items, of which the first have a category. */
  private static History categorised(History history, int having, int items, SparkSession spark) {
    return new History(
        history.asOf(),
        history.affinities(),
        history.purchases(),
        new ItemFeatures(
            Shop.ITEM_SCHEMA,
            spark.sql(
                """
                select concat('item-', id) as item_id, timestamp'2011-11-09' as as_of,
                       1.0d as days_since_last_sale, 'mug' as title,
                       if(id < %d, 'kitchen', null) as category
                from range(%d)
                """
                    .formatted(having, items))),
        history.customerFeatures());
  }

  @Test
  void tellHowMuchOfWhatIsHeldLiesInTheItemsCategory(SparkSession spark) {
    History history = Shop.ofTwoBlocks(spark);
    Catalogue catalogue = Catalogue.of(history.affinities().rows());
    Hints hints = hints(history, catalogue);
    double[] scores = new double[16];
    Profile profile = Profile.of("mostly of a", 3, null);
    System.arraycopy(new int[] {0, 1, 8}, 0, profile.items(), 0, 3);
    System.arraycopy(new double[] {4, 4, 2}, 0, profile.weights(), 0, 3);

    hints.scorers().get(hints.names().indexOf("category_affinity")).score(profile, scores);
    assertThat(scores[7]).as("a7").isEqualTo(0.8);
    assertThat(scores[15]).as("b7").isEqualTo(0.2);
  }

  @Test
  void tellOfTheNearestOfWhatIsHeld(SparkSession spark, @TempDir Path folder) {
    History history = shop(spark);
    Catalogue catalogue = Catalogue.of(history.affinities().rows());
    spark.sparkContext().setCheckpointDir(folder.toString());
    var neighbours = (ScoringModel) ItemNeighbours.defaults().train(history);
    Scorer summed = neighbours.scorer(catalogue);
    Hints hints = hints(history, catalogue, summed);

    assertThat(hints.names()).containsExactly("nearest_held", "title_words", "category_affinity");
    Profile both = Profile.of("both", 2, null);
    both.items()[1] = 1;
    Arrays.fill(both.weights(), 5);
    double[] scores = new double[4];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    hints.scorers().get(0).score(both, scores);
    // whatever the affinities: b is as near to a as the neighbours say of a alone
    assertThat(scores[1]).isEqualTo(score(summed, 0)[1]).isPositive();
  }
}
