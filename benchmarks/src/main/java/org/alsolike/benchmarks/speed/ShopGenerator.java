package org.alsolike.benchmarks.speed;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.alsolike.models.recommend.inprocess.SparseMatrix;

/**
 * Makes up a shop from a size and a seed alone. Items sell by a power law; each belongs to one of
 * the clusters and, less, to a second; cluster 0 is all items by what they sell. A customer draws a
 * quarter of the items from cluster 0 and the rest from three others. How much customers hold is
 * log-normal. A tenth as many items as a customer holds are held out, at least one.
 */
final class ShopGenerator {

  private static final int CLUSTERS = SyntheticShop.RANK;
  private static final double POPULARITY_EXPONENT = 0.9;
  private static final double HEAD = 10;
  private static final double FROM_ALL = 0.25;
  private static final double[] FROM_OWN = {0.4, 0.25, 0.1};
  private static final double SECOND = 0.25;
  private static final int TRIES = 30;

  private final Size size;
  private final SplittableRandom random;
  private final double[][] likelihood;
  private final double[][] cumulative;

  private ShopGenerator(Size size, long seed) {
    this.size = size;
    random = new SplittableRandom(seed);
    likelihood = likelihoods();
    cumulative = new double[CLUSTERS][];
    Arrays.setAll(cumulative, cluster -> sums(likelihood[cluster]));
  }

  static SyntheticShop generate(Size size, long seed) {
    return new ShopGenerator(size, seed).shop();
  }

  /** How likely an item is drawn from a cluster, {@code clusters x items}. */
  private double[][] likelihoods() {
    double[][] weights = new double[CLUSTERS][size.items()];
    int[] places = shuffled(size.items());
    for (int item = 0; item < size.items(); item++) {
      double popularity = StrictMath.pow(places[item] + HEAD, -POPULARITY_EXPONENT);
      weights[0][item] = popularity;
      weights[1 + random.nextInt(CLUSTERS - 1)][item] += (1 - SECOND) * popularity;
      weights[1 + random.nextInt(CLUSTERS - 1)][item] += SECOND * popularity;
    }
    for (double[] cluster : weights) {
      double sum = Arrays.stream(cluster).sum();
      Arrays.setAll(cluster, item -> cluster[item] / sum);
    }
    return weights;
  }

  private int[] shuffled(int count) {
    int[] numbers = new int[count];
    for (int at = 0; at < count; at++) {
      int other = random.nextInt(at + 1);
      numbers[at] = numbers[other];
      numbers[other] = at;
    }
    return numbers;
  }

  private static double[] sums(double[] weights) {
    double[] sums = weights.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    return sums;
  }

  private SyntheticShop shop() {
    int[] counts = counts();
    int[] trainStarts = new int[size.customers() + 1];
    int[] testStarts = new int[size.customers() + 1];
    for (int customer = 0; customer < size.customers(); customer++) {
      trainStarts[customer + 1] = trainStarts[customer] + counts[customer];
      testStarts[customer + 1] = testStarts[customer] + heldOut(counts[customer]);
    }
    int[] train = new int[trainStarts[size.customers()]];
    int[] test = new int[testStarts[size.customers()]];
    double[][] tastes = new double[size.customers()][];
    for (int customer = 0; customer < size.customers(); customer++) {
      tastes[customer] = taste();
      int count = counts[customer];
      int[] items = draw(tastes[customer], count + heldOut(count));
      Arrays.sort(items, 0, count);
      System.arraycopy(items, 0, train, trainStarts[customer], count);
      System.arraycopy(items, count, test, testStarts[customer], items.length - count);
    }
    Rotation rotation = new Rotation(CLUSTERS, random.split());
    return new SyntheticShop(
        ones(trainStarts, train),
        ones(testStarts, test),
        rotation.of(tastes),
        rotation.of(transposed(likelihood)));
  }

  private static int heldOut(int count) {
    return Math.max(1, count / 10);
  }

  /** How many items each customer holds: together exactly the pairs of the size. */
  private int[] counts() {
    double[] activity = new double[size.customers()];
    Arrays.setAll(activity, customer -> StrictMath.exp(normal()));
    double scale = size.pairs() / Arrays.stream(activity).sum();
    int most = size.items() / 10;
    int[] counts = new int[activity.length];
    Arrays.setAll(
        counts,
        customer -> (int) Math.max(2, Math.min(most, Math.round(activity[customer] * scale))));
    long surplus = Arrays.stream(counts).asLongStream().sum() - size.pairs();
    for (int customer = 0; surplus != 0; customer = (customer + 1) % counts.length) {
      int step = (int) Math.signum(surplus);
      if (counts[customer] - step >= 2 && counts[customer] - step <= most) {
        counts[customer] -= step;
        surplus -= step;
      }
    }
    return counts;
  }

  /** By Box and Muller. */
  private double normal() {
    return StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
        * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** How much a customer draws from each cluster. */
  private double[] taste() {
    double[] taste = new double[CLUSTERS];
    taste[0] = FROM_ALL;
    for (double share : FROM_OWN) {
      taste[1 + random.nextInt(CLUSTERS - 1)] += share;
    }
    return taste;
  }

  /** Distinct items in the order drawn; who finds nothing new goes through the catalogue. */
  private int[] draw(double[] taste, int count) {
    double[] clusters = sums(taste);
    BitSet drawn = new BitSet(size.items());
    int[] items = new int[count];
    int tries = TRIES * count;
    for (int at = 0; at < count; at++) {
      int item;
      do {
        item = at(cumulative[at(clusters)]);
      } while (drawn.get(item) && tries-- > 0);
      while (drawn.get(item)) {
        item = (item + 1) % size.items();
      }
      drawn.set(item);
      items[at] = item;
    }
    return items;
  }

  /** The position of a random share of the last sum. */
  private int at(double[] sums) {
    int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
    int position = found >= 0 ? found + 1 : -found - 1;
    return Math.min(position, sums.length - 1);
  }

  private SparseMatrix ones(int[] starts, int[] indices) {
    return new SparseMatrix(size.items(), starts, indices, new float[indices.length]).binary();
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = rows[row][column];
      }
    }
    return columns;
  }
}
