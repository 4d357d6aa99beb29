package org.alsolike.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.alsolike.models.evaluate.ChangeGates.Changed;
import org.junit.jupiter.api.Test;

class ChangeGatesTest {

  private static final ChangeGates GATES = new ChangeGates(0.5, 0.1, 0.8);

  @Test
  void passUpToTheLimits() {
    assertThat(GATES.judge(new Changed("for_you", 0.5, 0.1, 0.8)))
        .allMatch(GateResult::passed)
        .extracting(GateResult::name)
        .containsExactly("changes.max_changed", "changes.max_emptied", "changes.min_items");
    assertThat(ChangeGates.judge(0).passed()).isTrue();
  }

  @Test
  void refuseBeyondEachWithValueAndThreshold() {
    assertThat(refused(new Changed("for_you", 0.51, 0.1, 0.8)))
        .containsExactly(
            "for_you: share of customers with other items is 0.510, allowed at most 0.500");
    assertThat(refused(new Changed("for_you", 0, 0.11, 0.8)))
        .containsExactly("for_you: share of lists that get lost is 0.110, allowed at most 0.100");
    assertThat(refused(new Changed("for_you", 0, 0, 0.79)))
        .containsExactly("for_you: items shown for one shown now are 0.790, wanted at least 0.800");
  }

  @Test
  void neverAllowAPlaceThatBreaksARule() {
    assertThat(ChangeGates.judge(3))
        .isEqualTo(
            new GateResult(
                "changes.broken_rules", false, 3, 0, "3 places break a rule, allowed none"));
  }

  @Test
  void askNothingOfItemsWhereNoneIsShownNow() {
    assertThat(GATES.judge(new Changed("for_you", 0, 0, Double.NaN)))
        .extracting(GateResult::name)
        .doesNotContain("changes.min_items");
  }

  @Test
  void refuseWhatIsNoShare() {
    assertThatThrownBy(() -> new ChangeGates(1.5, 0, 0))
        .hasMessage("max_changed must be between 0 and 1, but is 1.5");
  }

  private static List<String> refused(Changed changed) {
    return GATES.judge(changed).stream()
        .filter(gate -> !gate.passed())
        .map(GateResult::reason)
        .toList();
  }
}
