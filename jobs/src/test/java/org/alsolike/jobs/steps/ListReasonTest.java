package org.alsolike.jobs.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.alsolike.jobs.steps.ListReason.Standing;
import org.alsolike.jobs.steps.ListReason.Traced;
import org.alsolike.models.recommend.rules.ListName;
import org.junit.jupiter.api.Test;

class ListReasonTest {

  private static final Optional<String> NOT_BARRED = Optional.empty();
  private static final Optional<Traced> NOT_PROPOSED = Optional.empty();

  @Test
  void tellsThePlaceAndWhoProposedItAndWhatMovedIt() {
    var moved = reason(NOT_BARRED, List.of(), traced(3, 8, "christmas"));
    var pinned = reason(NOT_BARRED, List.of(), traced(1, 0, "campaign"));

    assertThat(moved.place()).isEqualTo("3 of 20");
    assertThat(moved.because())
        .isEqualTo("proposed by blend on place 8 with score 0.5000, moved by christmas");
    assertThat(pinned.because()).isEqualTo("named by a rule alone, moved by campaign");
  }

  @Test
  void tellsWhatNoProposalCouldMendBeforeAnythingElse() {
    var barred = reason(Optional.of("never bought"), List.of("old"), NOT_PROPOSED);

    assertThat(barred.place()).isEqualTo("-");
    assertThat(barred.because()).isEqualTo("never bought");
    assertThat(reason(NOT_BARRED, List.of("old", "sold_out"), NOT_PROPOSED).because())
        .isEqualTo("kept out by old, sold_out");
  }

  @Test
  void tellsWhichRuleLeftItOutOrThatItStoodTooLow() {
    assertThat(reason(NOT_BARRED, List.of(), traced(0, 8, "mixed")).because())
        .isEqualTo(
            "proposed by blend on place 8 with score 0.5000, moved or left out by mixed;"
                + " the last of 20 places has score 0.2500");
    assertThat(
            reason(NOT_BARRED, List.of(), NOT_PROPOSED, new Standing("blend", 1234, 0.1, 20))
                .because())
        .isEqualTo("blend ranks it 1,234; the last of 20 places has score 0.2500");
    assertThat(reason(NOT_BARRED, List.of(), NOT_PROPOSED).because())
        .isEqualTo("no recommender of this list proposes it");
    assertThat(
            reason(NOT_BARRED, List.of(), NOT_PROPOSED, new Standing("als", 151, 0.1, 150))
                .because())
        .as("what the blend orders does not hold it")
        .isEqualTo("no recommender of this list proposes it");
  }

  @Test
  void proposesTheBestAlone() {
    assertThat(new Standing("als", 150, 0.1, 150).isProposed()).isTrue();
    assertThat(new Standing("als", 151, 0.1, 150).isProposed()).isFalse();
  }

  private static Optional<Traced> traced(long rank, long place, String rule) {
    return Optional.of(new Traced(rank, place, 0.5, "blend", List.of(rule)));
  }

  private static ListReason reason(
      Optional<String> barred,
      List<String> keptOutBy,
      Optional<Traced> traced,
      Standing... standings) {
    return new ListReason(
        ListName.FOR_YOU,
        "blend",
        20,
        barred,
        keptOutBy,
        traced,
        Optional.of(0.25),
        List.of(standings));
  }
}
