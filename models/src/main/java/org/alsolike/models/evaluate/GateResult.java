package org.alsolike.models.evaluate;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one gate decided.
 *
 * @param name as in the configuration, such as max_loss; for a propensity model after its name
 * @param value what was judged; NaN when there is no figure, and then the gate has not passed
 * @param threshold what the configuration asks for
 * @param reason one clause for people, with value and threshold
 */
public record GateResult(
    String name, boolean passed, double value, double threshold, String reason) {

  /**
   * The line that says why nothing new is served; empty when every gate passed.
   *
   * @param served the version that stays served; empty: none is
   */
  public static Optional<String> refusal(List<GateResult> results, OptionalLong served) {
    List<GateResult> refused = results.stream().filter(result -> !result.passed()).toList();
    if (refused.isEmpty()) {
      return Optional.empty();
    }
    String stays =
        served.isPresent()
            ? "Version %d stays served.".formatted(served.getAsLong())
            : "Nothing is served.";
    return Optional.of(
        "Gate refused: %s. %s See report.html; publish anyway with --accept."
            .formatted(refused.stream().map(GateResult::reason).collect(joining("; ")), stays));
  }
}
