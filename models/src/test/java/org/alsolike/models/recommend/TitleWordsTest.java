package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TitleWordsTest {

  private static final double NOT_SCORED = Double.NEGATIVE_INFINITY;

  private static double[] scores(List<String> titles, int... held) {
    Profile profile = Profile.of("c", held.length, null);
    for (int at = 0; at < held.length; at++) {
      profile.items()[at] = held[at];
      profile.weights()[at] = 1;
    }
    double[] scores = new double[titles.size()];
    Arrays.fill(scores, NOT_SCORED);
    TitleWords.of(titles).score(profile, scores);
    return scores;
  }

  @Test
  void areTheCosineOfWordsWorthWhatTheyAreRare() {
    double[] scores = scores(List.of("red mug", "Red BAG", "a blue mug!", "lamp"), 0);

    // In four titles, red and mug stand twice, bag, blue and lamp once; a is too short.
    double common = Math.log(2);
    double single = Math.log(4);
    double alike = common * common / (Math.sqrt(2) * common * Math.hypot(common, single));
    assertThat(scores[0]).isEqualTo(1, within(1e-12));
    assertThat(scores[1]).isEqualTo(alike, within(1e-12));
    assertThat(scores[2]).isEqualTo(alike, within(1e-12));
    assertThat(scores[3]).isZero();
  }

  @Test
  void areTheMeanOverWhatIsHeld() {
    List<String> titles = List.of("red mug", "blue lamp", "mug stand", "old clock");

    double[] one = scores(titles, 0);
    double[] other = scores(titles, 1);
    double[] both = scores(titles, 0, 1);
    for (int item = 0; item < both.length; item++) {
      assertThat(both[item]).isEqualTo((one[item] + other[item]) / 2, within(1e-12));
    }
  }

  @Test
  void saySomethingOnlyWhereThereAreTitles() {
    assertThat(scores(Arrays.asList("red mug", null, "blue mug", "!"), 0)[1]).isEqualTo(NOT_SCORED);
    assertThat(scores(Arrays.asList("red mug", null, "blue mug", "!"), 0)[3]).isEqualTo(NOT_SCORED);
    assertThat(scores(Arrays.asList("red mug", null, "blue mug", "!"), 1)).containsOnly(NOT_SCORED);
    assertThat(scores(Arrays.asList(null, null), 0)).containsOnly(NOT_SCORED);
  }
}
