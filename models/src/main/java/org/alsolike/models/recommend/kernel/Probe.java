package org.alsolike.models.recommend.kernel;

import static org.alsolike.models.recommend.kernel.ItemPanels.WIDTH;

import java.util.Optional;
import java.util.Random;

/**
 * Finds the fastest kernel that works. The vector module incubates: it may be absent, or behave
 * otherwise in a later JVM, so that one tile is compared with plain Java before it is trusted.
 */
final class Probe {

  static final TopKKernel FASTEST = fastest(VectorModule.whyNot());

  private Probe() {}

  /** The classes that touch the module are loaded behind the first condition alone. */
  static TopKKernel fastest(Optional<String> whyNot) {
    if (whyNot.isPresent()) {
      return plain(whyNot.get());
    }
    try {
      int bits = VectorTiles.registerBits();
      if (bits < 256) {
        return plain("vector registers have only %d bits".formatted(bits));
      }
      return trusted(VectorTiles.forRegisters(bits), "vector registers of %d bits".formatted(bits));
    } catch (LinkageError | RuntimeException e) {
      return plain(VectorModule.NAME + " fails with " + e);
    }
  }

  private static TopKKernel plain(String reason) {
    return new PlainKernel("plain Java, as " + reason);
  }

  /** A kernel with this tile, if it gives the bits of plain Java. */
  static TopKKernel trusted(VectorTile tile, String description) {
    return givesPlainBits(tile)
        ? new VectorKernel(tile, description)
        : plain(description + " give other bits");
  }

  private static boolean givesPlainBits(VectorTile tile) {
    int rank = 5;
    int customers = VectorTile.CUSTOMERS;
    Random random = new Random(1);
    float[] sixes = floats(rank * customers, random);
    float[] panel = floats(rank * WIDTH, random);
    float[] scores = new float[customers * WIDTH];
    tile.multiply(sixes, 0, rank, panel, 0, scores);
    boolean equal = true;
    for (int at = 0; at < scores.length; at++) {
      float sum = 0;
      for (int factor = 0; factor < rank; factor++) {
        float own = sixes[factor * customers + at / WIDTH];
        sum = Math.fma(own, panel[factor * WIDTH + at % WIDTH], sum);
      }
      equal &= sum == scores[at];
    }
    return equal;
  }

  private static float[] floats(int count, Random random) {
    float[] floats = new float[count];
    for (int at = 0; at < count; at++) {
      floats[at] = random.nextFloat() - 0.5f;
    }
    return floats;
  }
}
