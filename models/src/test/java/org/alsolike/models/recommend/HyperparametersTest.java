package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.alsolike.models.recommend.Als.Engine;
import org.alsolike.models.recommend.neighbours.Similarity;
import org.alsolike.models.recommend.trees.BoostedRanker;
import org.junit.jupiter.api.Test;

class HyperparametersTest {

  @Test
  void namesTheKeyTheRangeAndTheValue() {
    assertThatThrownBy(() -> new Als(0, 15, 0.1, 1, Engine.AUTO, 1, 64, 1, 1))
        .hasMessage("rank must be between 1 and 1024, but is 0");
    assertThatThrownBy(() -> new ItemNeighbours(Similarity.COSINE, 20, 10, 0.5, 1.5, 1000, 1, 100))
        .hasMessage("order_share must be between 0 and 1, but is 1.5");
    assertThatThrownBy(
            () -> new ItemNeighbours(Similarity.LOG_LIKELIHOOD, 20, 0, 0.5, 0, 1000, 1, 100))
        .hasMessage(
            "shrinkage must be above 0 for log-likelihood, but is 0: all that meet would be alike");
    assertThatThrownBy(() -> new OwnHistory(Duration.ofDays(-1), 0))
        .hasMessage("half_life must be above 0, but is -1d");
    assertThatThrownBy(() -> Popularity.over(Duration.ZERO))
        .hasMessage("window must be above 0, but is 0d");
  }

  @Test
  void namesTheRankersKeysBelowIts() {
    assertThatThrownBy(() -> blend(new BoostedRanker(0, 5, 0.07, 20, 0.7, 0.6, 1, 1)))
        .hasMessage("ranker.rounds must be between 1 and 10000, but is 0");
    assertThatThrownBy(() -> blend(new BoostedRanker(150, 17, 0.07, 20, 0.7, 0.6, 1, 1)))
        .hasMessage("ranker.depth must be between 1 and 16, but is 17");
    assertThatThrownBy(() -> blend(new BoostedRanker(150, 5, 1.5, 20, 0.7, 0.6, 1, 1)))
        .hasMessage("ranker.learning_rate must be between 1.0E-6 and 1, but is 1.5");
  }

  private static Blend blend(BoostedRanker ranker) {
    Blend blend = Blend.defaults();
    return new Blend(
        blend.models(),
        blend.depth(),
        blend.windows(),
        blend.window(),
        blend.negatives(),
        blend.maxCustomers(),
        ranker);
  }

  @Test
  void refusesWhatIsNotANumber() {
    assertThatThrownBy(() -> new Als(64, 15, Double.NaN, 1, Engine.AUTO, 1, 64, 1, 1))
        .hasMessage("regularization must be between 1.0E-6 and 1000, but is NaN");
  }

  @Test
  void namesRecommendersAsTheConfigurationDoes() {
    assertThat(ItemNeighbours.defaults().name()).isEqualTo("item-neighbours");
    assertThat(OwnHistory.defaults().name()).isEqualTo("own-history");
    assertThat(Als.defaults().name()).isEqualTo("als");
  }
}
