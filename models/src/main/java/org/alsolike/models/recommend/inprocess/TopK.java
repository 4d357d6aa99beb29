package org.alsolike.models.recommend.inprocess;

/**
 * The k best of the items offered, best first; of equal scores the smaller item number wins,
 * whatever the order in which they were offered.
 */
public final class TopK {

  private final int[] items;
  private final double[] scores;
  private int size;

  public TopK(int k) {
    items = new int[k];
    scores = new double[k];
  }

  public void offer(int item, double score) {
    if (size == items.length && !isBetter(item, score, size - 1)) {
      return;
    }
    int position = positionOf(item, score);
    int moved = Math.min(size, items.length - 1) - position;
    System.arraycopy(items, position, items, position + 1, moved);
    System.arraycopy(scores, position, scores, position + 1, moved);
    items[position] = item;
    scores[position] = score;
    size = Math.min(size + 1, items.length);
  }

  private int positionOf(int item, double score) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBetter(item, score, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean isBetter(int item, double score, int than) {
    return score > scores[than] || (score == scores[than] && item < items[than]);
  }

  /** What is offered must score at least so much to be taken; all is taken until there are k. */
  public double least() {
    return size < scores.length ? Double.NEGATIVE_INFINITY : scores[size - 1];
  }

  public int size() {
    return size;
  }

  public int item(int rank) {
    return items[rank];
  }

  public double score(int rank) {
    return scores[rank];
  }

  public void clear() {
    size = 0;
  }
}
