package org.alsolike.models.recommend.kernel.rows;

import static org.alsolike.models.recommend.kernel.rows.RowKernel.ROWS_STEP;
import static org.alsolike.models.recommend.kernel.rows.RowKernel.WIDTH_STEP;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.alsolike.models.recommend.kernel.VectorModule;

/**
 * Finds the fastest kernel that works. The vector module incubates: it may be absent, or behave
 * otherwise in a later JVM, so that each kind of product is compared with plain Java before it is
 * trusted.
 */
final class RowProbe {

  static final RowKernel FASTEST = fastest(VectorModule.whyNot());

  private RowProbe() {}

  /** The classes that touch the module are loaded behind the first condition alone. */
  static RowKernel fastest(Optional<String> whyNot) {
    if (whyNot.isPresent()) {
      return plain(whyNot.get());
    }
    try {
      int bits = VectorRows.registerBits();
      if (bits < 256) {
        return plain("vector registers have only %d bits".formatted(bits));
      }
      return trusted(new VectorRows("vector registers of %d bits".formatted(bits)));
    } catch (LinkageError | RuntimeException e) {
      return plain(VectorModule.NAME + " fails with " + e);
    }
  }

  private static RowKernel plain(String reason) {
    return new PlainRows("plain Java, as " + reason);
  }

  private static RowKernel trusted(RowKernel kernel) {
    boolean equal = Arrays.equals(bits(kernel), bits(RowKernel.plain()));
    return equal ? kernel : plain(kernel.description() + " give other bits");
  }

  /** What a kernel makes of some numbers, of every kind of product. */
  static float[] bits(RowKernel kernel) {
    int width = 2 * WIDTH_STEP;
    int count = 2 * ROWS_STEP - 1;
    Random random = new Random(1);
    float[] rows = floats((count + 1) * width, random);
    float[] square = floats(width * width, random);
    float[] made = new float[(count + 1) * width];
    kernel.multiply(rows, 0, count + 1, width, square, made);
    kernel.addSquares(made, 0, count, width, square);
    mirror(square, width);
    float[][] tile = new float[count][FourRows.WIDTH];
    kernel.addProduct(tile(random), tile(random), ROWS_STEP, count, tile);
    float[] sums = new float[width];
    kernel.combine(floats(count, random), count, rows, width, sums);

    ConjugateGradient system = ConjugateGradient.ofWidth(width);
    float[] squares = new float[width];
    kernel.take(sums, 0, 1.1f, system.direction(), 0, squares, width);
    kernel.combine(system.direction(), width, square, width, system.product());
    kernel.take(squares, 0, 0.3f, system.inverse(), 0, new float[width], width);
    float[] dots = {kernel.curvature(made, system, width), kernel.advance(0.7f, system, width)};
    kernel.turn(0.4f, system, width);
    return together(
        made,
        together(tile),
        square,
        squares,
        sums,
        dots,
        system.solution(),
        system.residual(),
        system.direction());
  }

  private static float[][] tile(Random random) {
    float[][] tile = new float[ROWS_STEP][];
    Arrays.setAll(tile, row -> floats(FourRows.WIDTH, random));
    return tile;
  }

  private static void mirror(float[] square, int width) {
    for (int row = 0; row < width; row++) {
      for (int column = 0; column < row; column++) {
        square[row * width + column] = square[column * width + row];
      }
    }
  }

  private static float[] together(float[]... parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static float[] floats(int count, Random random) {
    float[] floats = new float[count];
    for (int at = 0; at < count; at++) {
      floats[at] = random.nextFloat() - 0.5f;
    }
    return floats;
  }
}
