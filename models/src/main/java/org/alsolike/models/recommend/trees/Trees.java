package org.alsolike.models.recommend.trees;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * An ensemble of binary decision trees: a row's score is the sum of the leaves it falls into, added
 * in the order of the trees.
 */
public final class Trees implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int LEAF = -1;

  /**
   * One node.
   *
   * @param tree number of its tree, from 0
   * @param node number within the tree; the root is 0
   * @param feature position of the feature that is looked at; -1 in a leaf
   * @param value a smaller feature goes to {@code below}, any other to {@code above}; in a leaf,
   *     what it adds
   * @param missing where a missing feature goes
   */
  public record Node(
      int tree, int node, int feature, float value, int below, int above, int missing) {

    public static Node leaf(int tree, int node, float value) {
      return new Node(tree, node, LEAF, value, 0, 0, 0);
    }

    boolean isLeaf() {
      return feature == LEAF;
    }
  }

  private final int[] roots;
  private final int[] features;
  private final float[] values;
  private final int[] below;
  private final int[] above;
  private final int[] missing;

  /**
   * @param nodes all nodes of one tree after the other, within a tree by number without a gap
   */
  public Trees(List<Node> nodes) {
    int size = nodes.size();
    features = new int[size];
    values = new float[size];
    below = new int[size];
    above = new int[size];
    missing = new int[size];
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at < size; at++) {
      Node node = nodes.get(at);
      if (node.node() == 0) {
        starts.add(at);
      }
      int root = starts.get(starts.size() - 1);
      if (node.tree() != starts.size() - 1 || node.node() != at - root) {
        throw new IllegalArgumentException(
            "nodes must be sorted by tree and number, but %s stands at %d".formatted(node, at));
      }
      features[at] = node.feature();
      values[at] = node.value();
      below[at] = root + node.below();
      above[at] = root + node.above();
      missing[at] = root + node.missing();
    }
    roots = starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The score of the row whose values begin at {@code from}. */
  public float score(float[] rows, int from) {
    float sum = 0;
    for (int root : roots) {
      int at = root;
      while (features[at] != LEAF) {
        float value = rows[from + features[at]];
        at = Float.isNaN(value) ? missing[at] : value < values[at] ? below[at] : above[at];
      }
      sum += values[at];
    }
    return sum;
  }

  /**
   * The same trees for whoever scores many rows.
   *
   * @param width how many features a row has
   */
  public CompleteTrees complete(int width) {
    List<List<Node>> trees = new ArrayList<>();
    for (Node node : nodes()) {
      if (node.node() == 0) {
        trees.add(new ArrayList<>());
      }
      trees.get(node.tree()).add(node);
    }
    return CompleteTrees.of(trees, width);
  }

  /** Whether there is no tree at all. */
  public boolean isEmpty() {
    return roots.length == 0;
  }

  /** In the order that the constructor wants. */
  public List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    int tree = -1;
    int root = 0;
    for (int at = 0; at < features.length; at++) {
      if (tree + 1 < roots.length && roots[tree + 1] == at) {
        tree++;
        root = at;
      }
      nodes.add(
          features[at] == LEAF
              ? Node.leaf(tree, at - root, values[at])
              : new Node(
                  tree,
                  at - root,
                  features[at],
                  values[at],
                  below[at] - root,
                  above[at] - root,
                  missing[at] - root));
    }
    return nodes;
  }
}
