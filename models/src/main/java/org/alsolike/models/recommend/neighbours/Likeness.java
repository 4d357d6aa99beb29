package org.alsolike.models.recommend.neighbours;

/** How alike two items are by the baskets that hold both. */
interface Likeness {

  /** What a basket counts, by how many items lie in it. */
  double basketWeight(int size);

  /**
   * @param together the sum of the weights of the baskets that hold both; above 0
   * @return 0 when they are not alike, else above 0
   */
  double of(double together, int item, int other);
}
