package org.alsolike.models.recommend.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompleteTreesTest {

  private static final int FEATURES = 3;
  private static final float[] VALUES = {
    Float.NaN, -0f, 0f, -1f, 1f, 0.5f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -2f,
  };

  @Test
  void scoreEveryRowAsAWalkFromNodeToNodeDoes() {
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 50; trial++) {
      Trees trees = randomTrees(random, random.nextInt(1, 6));
      float[] rows = new float[100 * FEATURES];
      for (int at = 0; at < rows.length; at++) {
        rows[at] = VALUES[random.nextInt(VALUES.length)];
      }

      float[] scores = new float[100];
      trees.complete(FEATURES).score(rows, 100, scores);

      for (int row = 0; row < 100; row++) {
        assertThat(scores[row]).isEqualTo(trees.score(rows, row * FEATURES));
      }
    }
  }

  private static Trees randomTrees(SplittableRandom random, int count) {
    List<Trees.Node> nodes = new ArrayList<>();
    for (int tree = 0; tree < count; tree++) {
      List<Trees.Node> own = new ArrayList<>(List.of(Trees.Node.leaf(tree, 0, 1)));
      for (int split = random.nextInt(8); split > 0; split--) {
        int at = random.nextInt(own.size());
        if (own.get(at).isLeaf()) {
          int below = own.size();
          int missing = below + random.nextInt(2);
          float threshold = VALUES[random.nextInt(1, VALUES.length)];
          int feature = random.nextInt(FEATURES);
          own.set(at, new Trees.Node(tree, at, feature, threshold, below, below + 1, missing));
          own.add(Trees.Node.leaf(tree, below, (float) random.nextDouble(-1, 1)));
          own.add(Trees.Node.leaf(tree, below + 1, (float) random.nextDouble(-1, 1)));
        }
      }
      nodes.addAll(own);
    }
    return new Trees(nodes);
  }
}
