package org.alsolike.models.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class PreparationTest {

  private static final double MISSING = Double.NaN;
  private static final List<String> NAMES = List.of("orders", "constant", "gap", "never_known");
  private static final List<double[]> ROWS =
      List.of(
          new double[] {0, 7, MISSING, MISSING},
          new double[] {1, 7, 10, MISSING},
          new double[] {3, 7, 30, MISSING},
          new double[] {1000, 7, 20, MISSING});

  @Test
  void treesGetZerosMediansAndWhetherAValueWasMissing() {
    Preparation preparation = Preparation.fit(Inputs.AS_THEY_ARE, NAMES, ROWS);

    assertThat(preparation.inputNames()).containsExactly("orders", "gap", "gap?missing");
    assertThat(preparation.inputsOf(ROWS.get(0))).containsExactly(0, 20, 1);
    assertThat(preparation.inputsOf(ROWS.get(3))).containsExactly(1000, 20, 0);
  }

  @Test
  void theLinearModelGetsLogarithmsOfMeanZeroAndDeviationOne() {
    Preparation preparation = Preparation.fit(Inputs.STANDARDISED, NAMES, ROWS);

    double[] orders = ROWS.stream().mapToDouble(row -> preparation.inputsOf(row)[0]).toArray();

    assertThat(Arrays.stream(orders).average().orElseThrow()).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(orders).map(x -> x * x).average().orElseThrow())
        .isCloseTo(1, within(1e-12));
    assertThat(orders[3] - orders[2])
        .isCloseTo((orders[2] - orders[1]) * Math.log(1001 / 4.0) / Math.log(2), within(1e-9));
  }

  @Test
  void theLinearModelGetsTheSquareToo() {
    Preparation preparation = Preparation.fit(Inputs.STANDARDISED, NAMES, ROWS);

    assertThat(preparation.inputNames())
        .containsExactly("orders", "orders^2", "gap", "gap^2", "gap?missing");
    for (double[] row : ROWS) {
      double[] inputs = preparation.inputsOf(row);
      double scale = preparation.features().get(0).squareScale();
      assertThat(inputs[1]).isCloseTo((inputs[0] * inputs[0] - 1) / scale, within(1e-12));
    }
    double[] squares = ROWS.stream().mapToDouble(row -> preparation.inputsOf(row)[1]).toArray();
    assertThat(Arrays.stream(squares).average().orElseThrow()).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(squares).map(x -> x * x).average().orElseThrow())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void aValueThatIsAsOftenOneThingAsTheOtherHasNoSquare() {
    List<double[]> rows = List.of(new double[] {0}, new double[] {1});

    Preparation preparation = Preparation.fit(Inputs.STANDARDISED, List.of("consent"), rows);

    assertThat(preparation.inputNames()).containsExactly("consent");
    assertThat(preparation.inputsOf(rows.get(1))).containsExactly(1);
  }

  @Test
  void aNegativeAmountKeepsItsSign() {
    assertThat(Inputs.STANDARDISED.transform(-9)).isEqualTo(-Math.log1p(9), within(1e-15));
  }

  @Test
  void aValueMissingOnlyInLaterRowsIsReadAsTheMedian() {
    Preparation preparation = Preparation.fit(Inputs.AS_THEY_ARE, NAMES, ROWS);

    assertThat(preparation.inputsOf(new double[] {MISSING, 7, 1, 1})).containsExactly(1, 1, 0);
  }

  @Test
  void valuesReadAlikeEverywhere() {
    assertThat(ReasonText.Digits.of(DataTypes.LongType).write(1234)).isEqualTo("1,234");
    assertThat(ReasonText.Digits.of(DataTypes.createDecimalType(28, 4)).write(1234.5))
        .isEqualTo("1,234.50");
    ReasonText.Digits measure = ReasonText.Digits.of(DataTypes.DoubleType);
    assertThat(measure.write(0.254)).isEqualTo("0.25");
    assertThat(measure.write(2.04)).isEqualTo("2");
    assertThat(measure.write(2.46)).isEqualTo("2.5");
    assertThat(measure.write(52.4)).isEqualTo("52");
    assertThat(measure.write(12_345.6)).isEqualTo("12,346");
    assertThat(measure.write(120)).isEqualTo("120");
    assertThat(measure.write(0)).isEqualTo("0");
  }
}
