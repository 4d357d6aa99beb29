package org.alsolike.models.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropensitySettingsTest {

  @Test
  void namesTheKeyThatIsWrong() {
    assertThatThrownBy(() -> settings(1, Duration.ofDays(1), List.of()))
        .hasMessage("dates must be at least 2 (the latest calibrates), but is 1");
    assertThatThrownBy(() -> settings(2, Duration.ZERO, List.of()))
        .hasMessage("every must be longer than 0, but is PT0S");
    assertThatThrownBy(() -> settings(2, Duration.ofDays(1), List.of(BoostedTrees.defaults())))
        .hasMessage(
            "compare_with must be other kinds than the trainer, each once, but is [boosted-trees]");
    assertThatThrownBy(() -> new LogisticRegression(0, 0.1, 1, 1))
        .hasMessage("epochs must be at least 1, but is 0");
    assertThatThrownBy(() -> new LogisticRegression(1, Double.NaN, 1, 1))
        .hasMessage("learning_rate must be above 0, but is NaN");
    assertThatThrownBy(() -> new BoostedTrees(1, 17, 0.1, 1, 1, 1, 1, 1, 1))
        .hasMessage("depth must be between 1 and 16, but is 17");
    assertThatThrownBy(() -> new BoostedTrees(1, 3, 0.1, 1, 1.5, 1, 1, 1, 1))
        .hasMessage("row_share must be above 0 and at most 1, but is 1.5");
  }

  @Test
  void noScala212StandsOnTheClassPath() {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> new File(path).getName())
            .toList();

    assertThat(jars).anyMatch(jar -> jar.startsWith("scala-library-2.13"));
    assertThat(jars)
        .noneMatch(jar -> jar.startsWith("scala-library-2.12"))
        .filteredOn(jar -> jar.contains("_2.12"))
        .allMatch(jar -> jar.startsWith("xgboost4j_2.12")); // its Java classes alone are used
  }

  private static PropensitySettings settings(
      int dates, Duration every, List<PropensityTrainer> compareWith) {
    return new PropensitySettings(
        "buys_30d",
        "orders > 0",
        Outcome.defaults(),
        BoostedTrees.defaults(),
        compareWith,
        CalibrationMethod.PLATT,
        dates,
        every,
        1000);
  }
}
