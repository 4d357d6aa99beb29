package org.alsolike.models.recommend.kernel.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("c2")
class RowKernelTest {

  private static final RowKernel PLAIN = RowKernel.plain();
  private static final RowKernel FASTEST = RowKernel.fastest();

  @Test
  void usesVectorRegistersInTests() {
    assertThat(FASTEST).isInstanceOf(VectorRows.class);
  }

  @ParameterizedTest
  @CsvSource({"32, 4", "64, 8", "96, 12", "160, 40"})
  void multipliesAsTheDefinitionSaysAndWithTheSameBits(int width, int count) {
    float[] rows = floats((count + 1) * width, 1);
    float[] square = floats(width * width, 2);
    float[] plain = new float[count * width];
    float[] fast = floats(count * width, 3);

    PLAIN.multiply(rows, width, count, width, square, plain);
    FASTEST.multiply(rows, width, count, width, square, fast);

    assertThat(fast).isEqualTo(plain);
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < width; column++) {
        double sum = 0;
        for (int at = 0; at < width; at++) {
          sum += (double) rows[(row + 1) * width + at] * square[at * width + column];
        }
        assertThat((double) plain[row * width + column]).isCloseTo(sum, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"32, 1", "64, 7", "96, 128", "160, 3"})
  void addsSquaresAsTheDefinitionSaysAndWithTheSameBits(int width, int count) {
    float[] rows = floats((count + 1) * width, 1);
    float[] before = floats(width * width, 2);
    float[] plain = before.clone();
    float[] fast = before.clone();

    PLAIN.addSquares(rows, width, count, width, plain);
    FASTEST.addSquares(rows, width, count, width, fast);

    for (int row = 0; row < width; row++) {
      for (int column = row; column < width; column++) {
        double sum = before[row * width + column];
        for (int at = 1; at <= count; at++) {
          sum += (double) rows[at * width + row] * rows[at * width + column];
        }
        assertThat((double) plain[row * width + column]).isCloseTo(sum, within(1e-5));
        assertThat(fast[row * width + column]).isEqualTo(plain[row * width + column]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "8, 6", "20, 17", "256, 256"})
  void addsTheProductOfTilesAsTheDefinitionSaysAndWithTheSameBits(int steps, int rows) {
    float[][] left = tile(steps, 1);
    float[][] right = tile(steps, 2);
    float[][] plain = tile(rows, 3);
    float[][] fast = tile(rows, 3);

    PLAIN.addProduct(left, right, steps, rows, plain);
    FASTEST.addProduct(left, right, steps, rows, fast);

    float[][] before = tile(rows, 3);
    for (int row = 0; row < rows; row++) {
      assertThat(fast[row]).isEqualTo(plain[row]);
      for (int column = 0; column < FourRows.WIDTH; column++) {
        double sum = before[row][column];
        for (int step = 0; step < steps; step++) {
          sum += (double) left[step][row] * right[step][column];
        }
        assertThat((double) plain[row][column]).isCloseTo(sum, within(1e-5));
      }
    }
  }

  private static float[][] tile(int rows, long seed) {
    float[][] tile = new float[rows][];
    Arrays.setAll(tile, row -> floats(FourRows.WIDTH, seed + 10L * row));
    return tile;
  }

  @ParameterizedTest
  @CsvSource({"32, 1", "64, 2", "96, 3", "128, 4", "160, 63"})
  void combinesAsTheDefinitionSaysAndWithTheSameBits(int width, int count) {
    float[] rows = floats(count * width, 1);
    float[] factors = floats(count, 2);
    float[] plain = new float[width];
    float[] fast = floats(width, 3);

    PLAIN.combine(factors, count, rows, width, plain);
    FASTEST.combine(factors, count, rows, width, fast);

    assertThat(fast).isEqualTo(plain);
    for (int column = 0; column < width; column++) {
      double sum = 0;
      for (int row = 0; row < count; row++) {
        sum += (double) factors[row] * rows[row * width + column];
      }
      assertThat((double) plain[column]).isCloseTo(sum, within(1e-5));
    }
  }

  /** A diagonal system is solved exactly in one step, as its preconditioner is its inverse. */
  @Test
  void solvesADiagonalSystemInOneStep() {
    for (RowKernel kernel : new RowKernel[] {PLAIN, FASTEST}) {
      ConjugateGradient system = ConjugateGradient.ofWidth(32);
      float[] diagonal = new float[32];
      for (int at = 0; at < 32; at++) {
        diagonal[at] = 1 << at % 5;
        system.inverse()[at] = 1 / diagonal[at];
        system.residual()[at] = at;
      }

      float error = kernel.advance(0, system, 32);
      kernel.turn(0, system, 32);
      float curvature = kernel.curvature(diagonal, system, 32);

      assertThat(curvature).isEqualTo(error);
      assertThat(kernel.advance(error / curvature, system, 32)).isZero();
      for (int at = 0; at < 32; at++) {
        assertThat(system.solution()[at]).isEqualTo(at / diagonal[at]);
      }
    }
  }

  @Test
  void takesRowsAndTheirSquaresWithTheSameBits() {
    float[] from = floats(128, 1);
    for (RowKernel kernel : new RowKernel[] {PLAIN, FASTEST}) {
      float[] to = new float[64];
      float[] squares = floats(32, 2);
      kernel.take(from, 32, 1.7f, to, 32, squares, 32);
      for (int at = 0; at < 32; at++) {
        float taken = from[32 + at] * 1.7f;
        assertThat(to[32 + at]).isEqualTo(taken);
        assertThat(squares[at]).isEqualTo(Math.fma(taken, taken, floats(32, 2)[at]));
      }
    }
  }

  @Test
  void everyKindOfProductIsProbed() {
    assertThat(RowProbe.bits(FASTEST)).isEqualTo(RowProbe.bits(PLAIN)).doesNotContain(Float.NaN);
  }

  @Test
  void fallsBackToPlainJavaWhereVectorsDoNotServeAndSaysWhy() {
    assertThat(RowProbe.fastest(Optional.of("vectors are objects here")).description())
        .isEqualTo("plain Java, as vectors are objects here");
  }

  private static float[] floats(int count, long seed) {
    Random random = new Random(seed);
    float[] floats = new float[count];
    for (int at = 0; at < count; at++) {
      floats[at] = random.nextFloat() - 0.5f;
    }
    return floats;
  }
}
