package org.alsolike.models.recommend.neighbours;

/** See {@link Similarity#COSINE}. */
record Cosine(int[] held, double shrinkage) implements Likeness {

  @Override
  public double basketWeight(int size) {
    return 1;
  }

  @Override
  public double of(double together, int item, int other) {
    return together / (Math.sqrt((double) held[item] * held[other]) + shrinkage);
  }
}
