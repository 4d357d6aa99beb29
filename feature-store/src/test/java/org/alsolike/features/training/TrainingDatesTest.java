package org.alsolike.features.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrainingDatesTest {

  private static final Instant CUT_OFF = Instant.parse("2011-11-09T00:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  @Test
  void theLatestDateHasItsWholeOutcomeBeforeTheCutOff() {
    var dates =
        TrainingDates.before(CUT_OFF, MONTH, 3, MONTH, Instant.parse("2010-12-01T00:00:00Z"));

    assertThat(dates.used())
        .containsExactly(
            Instant.parse("2011-10-10T00:00:00Z"),
            Instant.parse("2011-09-10T00:00:00Z"),
            Instant.parse("2011-08-11T00:00:00Z"));
  }

  @Test
  void datesWithTooLittleHistoryAreLeftOutAndNamed() {
    var dates =
        TrainingDates.before(CUT_OFF, MONTH, 3, MONTH, Instant.parse("2011-06-12T00:00:00Z"));

    assertThat(dates.explained())
        .isEqualTo(
            "examples as of 2011-10-10T00:00:00Z, 2011-09-10T00:00:00Z;"
                + " left out 2011-08-11T00:00:00Z, less than 90 days after the first event");
  }

  @Test
  void refusesNoDates() {
    assertThatThrownBy(() -> TrainingDates.before(CUT_OFF, MONTH, 0, MONTH, CUT_OFF))
        .hasMessage("dates must be at least 1, but is 0");
  }
}
