package org.alsolike.models.recommend.trees;

import java.util.Arrays;
import java.util.List;

/**
 * The same trees filled up to complete ones, so that a walk is arithmetic without a branch: the
 * children of node {@code n} are {@code 2 n + 1} and {@code 2 n + 2}. Where a tree ends early, its
 * leaf stands below in every place. Scores equal those of {@link Trees#score} to the bit.
 */
public final class CompleteTrees {

  static final int DEEPEST = 16;
  private static final int BLOCK = 64;

  private final int depth;
  private final int inner;
  private final int trees;
  private final int width;

  /** Per inner node: where in a prepared row its feature stands, and what it is compared with. */
  private final int[] places;

  private final float[] thresholds;

  /** Per tree and lowest place. */
  private final float[] leaves;

  private CompleteTrees(int trees, int depth, int width) {
    this.trees = trees;
    this.depth = depth;
    this.width = width;
    this.inner = (1 << depth) - 1;
    places = new int[trees * inner];
    thresholds = new float[trees * inner];
    leaves = new float[trees << depth];
  }

  static CompleteTrees of(List<List<Trees.Node>> trees, int width) {
    int depth = 0;
    for (List<Trees.Node> tree : trees) {
      depth = Math.max(depth, depth(tree, tree.get(0)));
    }
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "trees must be at most %d deep, but one is %d".formatted(DEEPEST, depth));
    }
    CompleteTrees complete = new CompleteTrees(trees.size(), depth, width);
    for (int tree = 0; tree < complete.trees; tree++) {
      complete.fill(tree, trees.get(tree), trees.get(tree).get(0), 0);
    }
    return complete;
  }

  private static int depth(List<Trees.Node> tree, Trees.Node node) {
    return node.isLeaf()
        ? 0
        : 1 + Math.max(depth(tree, tree.get(node.below())), depth(tree, tree.get(node.above())));
  }

  private void fill(int tree, List<Trees.Node> nodes, Trees.Node node, int at) {
    if (at >= inner) {
      leaves[(tree << depth) + at - inner] = node.value();
      return;
    }
    Trees.Node below = node;
    Trees.Node above = node;
    if (!node.isLeaf()) {
      boolean missingGoesAbove = node.missing() == node.above();
      places[tree * inner + at] = node.feature() + (missingGoesAbove ? width : 0);
      thresholds[tree * inner + at] = node.value();
      below = nodes.get(node.below());
      above = nodes.get(node.above());
    }
    fill(tree, nodes, below, 2 * at + 1);
    fill(tree, nodes, above, 2 * at + 2);
  }

  /**
   * Scores rows that lie side by side.
   *
   * @param rows {@code count x width}, row by row; NaN is missing
   * @param scores one per row, written
   */
  public void score(float[] rows, int count, float[] scores) {
    float[] prepared = new float[Math.min(BLOCK, count) * 2 * width];
    float[] sums = new float[Math.min(BLOCK, count)];
    for (int first = 0; first < count; first += BLOCK) {
      int size = Math.min(BLOCK, count - first);
      for (int row = 0; row < size; row++) {
        prepare(rows, (first + row) * width, prepared, row * 2 * width);
      }
      Arrays.fill(sums, 0f);
      add(prepared, size, sums);
      System.arraycopy(sums, 0, scores, first, size);
    }
  }

  /**
   * Writes a row twice: with what is missing as the smallest value, then as the largest, so that it
   * goes where a node sends it. Adding 0 leaves no negative zero, whose sign would mislead.
   */
  private void prepare(float[] rows, int from, float[] prepared, int to) {
    for (int at = 0; at < width; at++) {
      float value = rows[from + at];
      boolean missing = Float.isNaN(value);
      prepared[to + at] = missing ? Float.NEGATIVE_INFINITY : value + 0f;
      prepared[to + width + at] = missing ? Float.POSITIVE_INFINITY : value + 0f;
    }
  }

  /**
   * Adds tree after tree to the sums of so many prepared rows. A walk waits for memory at each of
   * its levels, so four walk side by side.
   */
  private void add(float[] prepared, int rows, float[] sums) {
    int stride = 2 * width;
    for (int tree = 0; tree < trees; tree++) {
      int first = tree * inner;
      int lowest = (tree << depth) - inner;
      int row = 0;
      for (; row + 4 <= rows; row += 4) {
        int from = row * stride;
        int one = 0;
        int two = 0;
        int three = 0;
        int four = 0;
        for (int level = 0; level < depth; level++) {
          one = below(prepared, from, first, one);
          two = below(prepared, from + stride, first, two);
          three = below(prepared, from + 2 * stride, first, three);
          four = below(prepared, from + 3 * stride, first, four);
        }
        sums[row] += leaves[lowest + one];
        sums[row + 1] += leaves[lowest + two];
        sums[row + 2] += leaves[lowest + three];
        sums[row + 3] += leaves[lowest + four];
      }
      for (; row < rows; row++) {
        int at = 0;
        for (int level = 0; level < depth; level++) {
          at = below(prepared, row * stride, first, at);
        }
        sums[row] += leaves[lowest + at];
      }
    }
  }

  /** The child to which a node sends a row. */
  private int below(float[] prepared, int from, int first, int at) {
    float above = prepared[from + places[first + at]] - thresholds[first + at];
    return 2 * at + 2 - (Float.floatToRawIntBits(above) >>> 31);
  }
}
