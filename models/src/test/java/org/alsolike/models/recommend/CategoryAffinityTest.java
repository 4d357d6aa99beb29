package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryAffinityTest {

  private static final double NOT_SCORED = Double.NEGATIVE_INFINITY;
  private static final List<String> CATEGORIES =
      Arrays.asList("tea", "tea", "tins", "tins", "tea", "clocks", null);

  /**
   * @param weights what is held of the items 0, 1, 2, ...
   */
  private static double[] scores(List<String> categories, double... weights) {
    Profile profile = Profile.of("c", weights.length, null);
    for (int item = 0; item < weights.length; item++) {
      profile.items()[item] = item;
      profile.weights()[item] = weights[item];
    }
    double[] scores = new double[categories.size()];
    Arrays.fill(scores, NOT_SCORED);
    CategoryAffinity.of(categories).score(profile, scores);
    return scores;
  }

  @Test
  void isTheShareOfWhatIsHeldThatLiesInTheItemsCategoryByWeight() {
    double[] scores = scores(CATEGORIES, 3, 2, 1);

    assertThat(scores[3]).as("one of six, in tins").isEqualTo(1 / 6.0, within(1e-12));
    assertThat(scores[4]).as("five of six, in tea").isEqualTo(5 / 6.0, within(1e-12));
    assertThat(scores[5]).as("nothing of its category is held").isZero();
  }

  @Test
  void leavesTheItemItselfOut() {
    double[] scores = scores(CATEGORIES, 3, 2, 1);

    assertThat(scores[0]).as("of the other three, two in tea").isEqualTo(2 / 3.0, within(1e-12));
    assertThat(scores[1]).as("of the other four, three in tea").isEqualTo(0.75, within(1e-12));
    assertThat(scores[2]).as("nothing else in tins").isZero();
  }

  @Test
  void countsNeitherWhatCameBackNorWhatHasNoCategory() {
    List<String> categories = Arrays.asList("tea", "tins", null, "tins", "tea");

    double[] scores = scores(categories, 2, 0, 8);
    assertThat(scores[4]).as("all that is held and known").isEqualTo(1);
    assertThat(scores[3]).isZero();
    assertThat(scores[1]).as("what came back is not held").isZero();
  }

  @Test
  void saysNothingWhereNothingIsKnown() {
    assertThat(scores(CATEGORIES, 3, 2, 1)[6]).as("without a category").isEqualTo(NOT_SCORED);
    assertThat(scores(CATEGORIES, 3)[0]).as("nothing else is held").isEqualTo(NOT_SCORED);
    assertThat(scores(CATEGORIES)).as("nothing is held").containsOnly(NOT_SCORED);
    assertThat(scores(Arrays.asList(null, "tea"), 1)).containsOnly(NOT_SCORED);
  }
}
