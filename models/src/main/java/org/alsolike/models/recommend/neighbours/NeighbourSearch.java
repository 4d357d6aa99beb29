package org.alsolike.models.recommend.neighbours;

import java.util.Arrays;
import java.util.List;
import org.alsolike.models.recommend.inprocess.Parallel;
import org.alsolike.models.recommend.inprocess.TopK;

/**
 * Finds each item's most similar items by adding up, item by item, with what it lies together in
 * the baskets: a sparse product of the baskets with themselves, a row at a time in a dense array
 * (Gustavson 1978, "Two Fast Algorithms for Sparse Matrices"). It takes one step for each pair of
 * items in each basket, and never holds more of the product than a row for each thread.
 *
 * @param sources whose similarities are added, each times its share
 * @param kept how many neighbours are kept of an item
 */
public record NeighbourSearch(List<Source> sources, int kept) {

  private static final int ITEMS_PER_TASK = 128;

  /**
   * Baskets of one kind, and what their say is worth.
   *
   * @param weights of the baskets
   */
  public record Source(Baskets baskets, Likeness likeness, double share, double[] weights) {
    public static Source of(
        Baskets baskets, Similarity similarity, Similarity.Settings settings, double share) {
      Likeness likeness = similarity.of(baskets, settings);
      double[] weights = new double[baskets.count()];
      Arrays.setAll(weights, basket -> likeness.basketWeight(baskets.size(basket)));
      return new Source(baskets, likeness, share, weights);
    }
  }

  /**
   * @param threads that search; what is found does not depend on it
   */
  public Neighbours find(int threads) {
    int items = sources.get(0).baskets().itemCount();
    int[][] neighbours = new int[items][];
    double[][] similarities = new double[items][];
    Parallel.forEach(
        (items + ITEMS_PER_TASK - 1) / ITEMS_PER_TASK,
        threads,
        task -> {
          Row row = new Row(items);
          int end = Math.min(items, (task + 1) * ITEMS_PER_TASK);
          for (int item = task * ITEMS_PER_TASK; item < end; item++) {
            TopK best = row.of(item);
            neighbours[item] = new int[best.size()];
            similarities[item] = new double[best.size()];
            Arrays.setAll(neighbours[item], best::item);
            Arrays.setAll(similarities[item], best::score);
          }
        });
    return new Neighbours(neighbours, similarities);
  }

  /** A row of the product, which is emptied as it is read. */
  private final class Row {
    private final double[] together;
    private final double[] similarity;
    private final TopK best;

    Row(int items) {
      together = new double[items];
      similarity = new double[items];
      best = new TopK(Math.min(kept, items));
    }

    TopK of(int item) {
      for (Source source : sources) {
        add(source, item);
      }
      best.clear();
      similarity[item] = 0;
      for (int other = 0; other < similarity.length; other++) {
        if (similarity[other] > 0) {
          best.offer(other, similarity[other]);
          similarity[other] = 0;
        }
      }
      return best;
    }

    private void add(Source source, int item) {
      source.baskets().addTogetherWith(item, source.weights(), together);
      Likeness likeness = source.likeness();
      double share = source.share();
      for (int other = 0; other < together.length; other++) {
        if (together[other] > 0) {
          similarity[other] += share * likeness.of(together[other], item, other);
          together[other] = 0;
        }
      }
    }
  }
}
