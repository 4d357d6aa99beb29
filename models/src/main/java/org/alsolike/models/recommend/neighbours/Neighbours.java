package org.alsolike.models.recommend.neighbours;

/**
 * The most similar items of each item, best first; ties go to the smaller number.
 *
 * @param items by item, the numbers of its neighbours
 * @param similarities by item, how alike each of them is; above 0
 */
public record Neighbours(int[][] items, double[][] similarities) {}
