package org.alsolike.benchmarks.speed;

import java.util.SplittableRandom;

/**
 * Turns vectors by a random orthogonal matrix: what they say stays in their products, while no
 * factor of theirs is zero any more, as in factors that were learned.
 */
final class Rotation {

  private final double[][] axes;

  /** By Gram and Schmidt, from random vectors. */
  Rotation(int rank, SplittableRandom random) {
    axes = new double[rank][rank];
    for (int axis = 0; axis < rank; axis++) {
      double[] own = axes[axis];
      for (int at = 0; at < rank; at++) {
        own[at] = random.nextDouble() - 0.5;
      }
      for (int before = 0; before < axis; before++) {
        subtract(own, axes[before], product(own, axes[before]));
      }
      double length = StrictMath.sqrt(product(own, own));
      for (int at = 0; at < rank; at++) {
        own[at] /= length;
      }
    }
  }

  private static void subtract(double[] from, double[] axis, double times) {
    for (int at = 0; at < from.length; at++) {
      from[at] -= times * axis[at];
    }
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int at = 0; at < one.length; at++) {
      sum += one[at] * other[at];
    }
    return sum;
  }

  float[][] of(double[][] vectors) {
    float[][] turned = new float[vectors.length][axes.length];
    for (int vector = 0; vector < vectors.length; vector++) {
      for (int axis = 0; axis < axes.length; axis++) {
        turned[vector][axis] = (float) product(vectors[vector], axes[axis]);
      }
    }
    return turned;
  }
}
