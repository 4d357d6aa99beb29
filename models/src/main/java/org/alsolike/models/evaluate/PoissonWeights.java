package org.alsolike.models.evaluate;

/**
 * How often each bootstrap replicate draws a customer: Poisson with mean 1, from a hash alone, so
 * that neither the order of the customers nor how they are spread over machines matters (Chamandy
 * et al. 2012, "Estimating uncertainty for massive data streams").
 *
 * <p>The hash of replicate r is the r-th output of a splitmix64 stream (Steele, Lea, Flood 2014)
 * that starts at mix(customer hash xor mix(seed)).
 */
final class PoissonWeights {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int LARGEST = 16;

  /** At w: P(weight at most w), scaled to 53 bits. */
  private static final long[] AT_MOST = new long[LARGEST];

  static {
    double term = 0.36787944117144233; // exp(-1)
    double sum = 0;
    for (int w = 0; w < LARGEST; w++) {
      sum += term;
      AT_MOST[w] = (long) (sum * 0x1p53);
      term /= w + 1;
    }
  }

  private PoissonWeights() {}

  /**
   * Fills {@code weights} for one customer. Place 0 is the sample itself, weight 1; the places
   * after it are the replicates.
   */
  static void fill(int[] weights, long customerHash, long seed) {
    long state = mix(customerHash ^ mix(seed));
    weights[0] = 1;
    for (int replicate = 1; replicate < weights.length; replicate++) {
      weights[replicate] = weight(mix(state + replicate * GOLDEN) >>> 11);
    }
  }

  private static int weight(long uniform53) {
    int weight = 0;
    while (weight < LARGEST && uniform53 >= AT_MOST[weight]) {
      weight++;
    }
    return weight;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
