package org.alsolike.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.models.recommend.Ease;
import org.alsolike.models.recommend.ItemNeighbours;
import org.alsolike.models.recommend.OwnHistory;
import org.alsolike.models.recommend.Popularity;
import org.alsolike.models.recommend.Ranges;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.neighbours.Similarity;
import org.alsolike.models.tune.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HyperparametersTest {

  static Stream<Recommender> everyRecommender() {
    return Stream.of(Recommender.class.getPermittedSubclasses())
        .map(
            kind ->
                Canonical.read(
                    Recommender.class,
                    "test",
                    "{kind: %s}".formatted(Names.kebab(kind.getSimpleName()))));
  }

  @ParameterizedTest
  @MethodSource("everyRecommender")
  void shipsRangesThatTheRecommenderTakes(Recommender recommender) {
    Space space = Hyperparameters.space(recommender, recommender.ranges());

    for (int number = 1; number <= 20; number++) {
      Recommender tried = Hyperparameters.with(recommender, space.trial(number, 5).values());
      assertThat(tried.name()).isEqualTo(recommender.name());
      if (!space.ranges().isEmpty()) {
        assertThat(tried).isNotEqualTo(recommender);
      }
    }
  }

  @Test
  void changesWhatIsNamedAndNothingElse() {
    ItemNeighbours before = ItemNeighbours.defaults();

    assertThat(Hyperparameters.with(before, Map.of("neighbours", "33")))
        .isEqualTo(
            new ItemNeighbours(
                before.similarity(),
                33,
                before.shrinkage(),
                before.popularityExponent(),
                before.orderShare(),
                before.maxBasket(),
                before.threads(),
                before.memoryLimitMb()));
    assertThat(Hyperparameters.with(before, Map.of("similarity", "log-likelihood")))
        .isEqualTo(before.by(Similarity.LOG_LIKELIHOOD));
    assertThat(Hyperparameters.with(Popularity.defaults(), Map.of("half_life", "9d")))
        .isEqualTo(
            new Popularity(
                Duration.ofDays(28), Optional.of(Duration.ofDays(9)), Optional.empty(), 20));
    assertThat(Hyperparameters.with(before, Map.of())).isEqualTo(before);
  }

  @Test
  void readsEndsByTheComponentsType() {
    Space space =
        Hyperparameters.space(
            ItemNeighbours.defaults(),
            Ranges.none().linear("neighbours", "5", "7").log("shrinkage", "1", "9"));
    Space days =
        Hyperparameters.space(OwnHistory.defaults(), Ranges.none().log("half_life", "20d", "40d"));

    assertThat(space.trial(1, 4).values().get("neighbours")).isIn("5", "6", "7");
    assertThat(days.trial(1, 4).values().get("half_life")).matches("[234][0-9]d");
  }

  @Test
  void refusesBeforeAnythingIsTried() {
    refuses(
        Ranges.none().linear("neighbors", "5", "7"),
        "neighbors is no hyperparameter of ease; it has regularization, kept, threads, memory_limit_mb");
    refuses(
        Ranges.none().log("regularization", "2", "1"),
        "regularization must be [low, high], but 2 is above 1");
    refuses(Ranges.none().linear("kept", "0", "7"), "kept must be between 1 and 100000, but is 0");
    refuses(Ranges.none().linear("kept", "1", "x"), "kept must be a whole number, but is \"x\"");
    refuses(
        Ranges.none().linear("kept", "1", "7").choices("kept", "3"),
        "kept has two ranges; remove one");
    refuses(
        Ranges.none().choices("kept", "3", "many"), "kept must be a whole number, but is \"many\"");
  }

  private static void refuses(Ranges ranges, String message) {
    assertThatThrownBy(() -> Hyperparameters.space(Ease.defaults(), ranges)).hasMessage(message);
  }
}
