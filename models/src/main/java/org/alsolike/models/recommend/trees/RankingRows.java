package org.alsolike.models.recommend.trees;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a ranker learns from: candidates, and whether each was right. The candidates of one customer
 * at one moment lie side by side and are compared with each other alone.
 *
 * @param features their names, as many as each candidate has values
 * @param values one row per candidate, {@code candidates x features} row by row; NaN is missing
 * @param labels one per candidate: 1 where the customer took it, else 0
 * @param groups how many candidates each customer has, in the order of the rows
 */
public record RankingRows(List<String> features, float[] values, float[] labels, int[] groups) {

  public RankingRows {
    features = List.copyOf(features);
    if (values.length != (long) labels.length * features.size()) {
      throw new IllegalArgumentException(
          "values must be %d x %d, but are %d"
              .formatted(labels.length, features.size(), values.length));
    }
  }

  /** All of them, one after the other. */
  public static RankingRows together(List<RankingRows> parts) {
    int rows = parts.stream().mapToInt(part -> part.labels.length).sum();
    List<String> features = parts.get(0).features;
    FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(rows, features.size()));
    FloatBuffer labels = FloatBuffer.allocate(rows);
    IntStream groups = IntStream.empty();
    for (RankingRows part : parts) {
      values.put(part.values);
      labels.put(part.labels);
      groups = IntStream.concat(groups, IntStream.of(part.groups));
    }
    return new RankingRows(features, values.array(), labels.array(), groups.toArray());
  }
}
