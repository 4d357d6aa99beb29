package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class LessonsTest {

  /** Proposes every item, and remembers for whom it did. */
  private record Remembering() implements Scorer {
    private static final ConcurrentLinkedQueue<String> SCORED = new ConcurrentLinkedQueue<>();

    @Override
    public void score(Profile profile, double[] scores) {
      SCORED.add(profile.customer());
      Arrays.fill(scores, 1);
    }
  }

  /** Lessons of customers who took again, after the moment, all that they had bought. */
  private static Lessons.Taught taught(History history, int partitions) {
    Catalogue catalogue = Catalogue.of(history.affinities().rows());
    FirstStage stage =
        new FirstStage(
            List.of("all"),
            List.of(new Remembering()),
            new Hints(List.of(), List.of()),
            (profile, scores) -> {},
            100,
            ItemSignals.of(history, catalogue));
    History parted =
        new History(
            history.asOf(),
            new Affinities(history.affinities().rows().repartition(partitions)),
            history.purchases(),
            history.itemFeatures(),
            history.customerFeatures());
    Purchases after = history.purchases();
    return new Lessons(
            stage, catalogue, List.of(Candidates.Scope.ALL), 1000, 100, Lessons.Trial.NONE)
        .of(new Past.Episode(parted, after))
        .get(Candidates.Scope.ALL);
  }

  @Test
  void scoreEachCustomerOnce(SparkSession spark) {
    History history = Shop.ofTwoBlocks(spark);
    Remembering.SCORED.clear();
    Lessons.Taught taught = taught(history, 3);

    assertThat(Remembering.SCORED).doesNotHaveDuplicates().hasSize(24);
    assertThat(taught.learned().groups()).hasSize(24).containsOnly(16);
  }

  @Test
  void standInTheOrderOfTheCustomersHoweverTheyAreParted(SparkSession spark) {
    History history = Shop.ofTwoBlocks(spark);
    Lessons.Taught one = taught(history, 1);
    Lessons.Taught five = taught(history, 5);

    assertThat(five.learned().values()).isEqualTo(one.learned().values());
    assertThat(five.learned().labels()).isEqualTo(one.learned().labels());
  }
}
