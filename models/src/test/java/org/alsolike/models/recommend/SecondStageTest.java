package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two recommenders and a hint for five items; nothing is known of the last one. */
class SecondStageTest {

  private static final int ITEMS = 5;
  private static final double NONE = Double.NEGATIVE_INFINITY;

  /** All of its scores are below 0. */
  private static final Scorer LEADER = says(-3, -1, NONE, NONE, NONE);

  private static final Scorer OTHER = says(NONE, 2, 8, 4, NONE);
  private static final Scorer HINT = says(1, 5, 2, NONE, NONE);

  private static Scorer says(double... said) {
    return (profile, scores) -> System.arraycopy(said, 0, scores, 0, ITEMS);
  }

  private static final FirstStage STAGE =
      new FirstStage(
          List.of("leader", "other"),
          List.of(LEADER, OTHER),
          new Hints(List.of("hint"), List.of(HINT)),
          OTHER,
          3,
          signals(Float.NaN, 20, Float.NaN, 40, Float.NaN));

  /** Nothing is known of the items but when they are bought again. */
  private static ItemSignals signals(float... repeatDays) {
    float[][] values = new float[ItemSignals.NAMES.size()][ITEMS];
    values[ItemSignals.NAMES.indexOf("item_repeat_days")] = repeatDays;
    return new ItemSignals(ItemSignals.NAMES, values);
  }

  private static final Profile NOBODY = Profile.of("nobody", 0, null);

  @Test
  void listsWhatTheLeaderDoesNotKnowBehindWhatItKnowsByTheRankThatAnotherGave() {
    double[] scores = new double[ITEMS];
    Arrays.fill(scores, NONE);
    new SecondStage(STAGE, Ordering.by("leader"), ITEMS).score(NOBODY, scores);

    assertThat(scores[1]).isEqualTo(-1);
    assertThat(scores[0]).isEqualTo(-3).isGreaterThan(scores[2]);
    assertThat(scores[2]).as("first of the other's").isGreaterThan(scores[3]);
    assertThat(scores[4]).as("proposed by nobody").isEqualTo(NONE);
  }

  @Test
  void tellsOfEachCandidateTheScoreTheRankAndTheShareOfTheBest() {
    Proposals proposals = new Proposals(STAGE, ITEMS);
    proposals.score(NOBODY);

    assertThat(proposals.among(item -> item != 1)).isEqualTo(3);
    assertThat(told(proposals, 0)).startsWith(-3, 1, 1, Float.NaN, Float.NaN, Float.NaN, 1, 1);
    assertThat(told(proposals, 1)).startsWith(Float.NaN, Float.NaN, Float.NaN, 8, 1, 1, 1, 2);
    assertThat(told(proposals, 2)).startsWith(Float.NaN, Float.NaN, Float.NaN, 4, 2, 0.5f, 1);
    // a share of the best that is hinted at, candidate or not
    int share = STAGE.features().indexOf("hint_share");
    assertThat(told(proposals, 0)[share]).isCloseTo(0.2f, within(1e-6f));
    assertThat(told(proposals, 1)[share]).isCloseTo(0.4f, within(1e-6f));
    assertThat(told(proposals, 2)[share]).isNaN();
  }

  @Test
  void tellsHowLongAgoACustomerBoughtAnItemAgainstTheLastOrderAndTheItemsUsualInterval() {
    Profile buyer = Profile.of("buyer", 2, null);
    System.arraycopy(new int[] {1, 2}, 0, buyer.items(), 0, 2);
    System.arraycopy(new double[] {2, 1}, 0, buyer.orders(), 0, 2);
    System.arraycopy(new double[] {30, 3}, 0, buyer.firstDays(), 0, 2);
    System.arraycopy(new double[] {10, 3}, 0, buyer.lastDays(), 0, 2);
    Proposals proposals = new Proposals(STAGE, ITEMS);
    proposals.score(buyer);
    proposals.among(item -> true);

    int beforeLast = STAGE.features().indexOf("own_days_before_last_order");
    int overRepeat = STAGE.features().indexOf("own_days_over_item_repeat_days");
    assertThat(told(proposals, 1)[beforeLast]).as("10 days ago, last order 3").isEqualTo(7);
    assertThat(told(proposals, 1)[overRepeat]).as("10 of 20 days").isEqualTo(0.5f);
    assertThat(told(proposals, 2)[beforeLast]).as("in the last order").isZero();
    assertThat(told(proposals, 2)[overRepeat]).as("nobody bought it twice").isNaN();
    assertThat(told(proposals, 3)[beforeLast]).as("never bought").isNaN();
    assertThat(told(proposals, 3)[overRepeat]).as("never bought").isNaN();
  }

  private static float[] told(Proposals proposals, int candidate) {
    float[] values = new float[STAGE.features().size()];
    proposals.write(candidate, values, 0);
    return values;
  }
}
