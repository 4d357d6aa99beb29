package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.inprocess.FilterScorer;
import org.alsolike.models.recommend.inprocess.LinearRidge;
import org.alsolike.models.recommend.inprocess.SparseMatrix;
import org.alsolike.models.recommend.inprocess.VectorPanels;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.apache.spark.sql.Column;

/**
 * What customers who held the like went on to buy in the last weeks: a ridge regression from the
 * customer's vector, by what was held before, to what was then bought. Recommenders of the first
 * stage follow what is held together at any time; this follows what comes next, and now.
 *
 * @param filter gives the customer's vector
 * @param weights of each item, as long as that vector
 */
record NextBought(FilterScorer filter, VectorPanels weights) implements Scorer {

  private static final Duration LATELY = Duration.ofDays(28);
  private static final double RIDGE = 1;
  private static final int BEFORE = 1;
  private static final int SINCE = 2;

  static NextBought of(History history, Catalogue catalogue, FilterScorer filter) {
    History learned = Giants.leftOutOf(history);
    Holdings.Measured size = Holdings.measure(learned.affinities());
    long learning = filter.rank() * 8L * (filter.rank() + 3L * size.items().size());
    MemoryNeed need = size.need("blend, hint next_bought", learning);
    return TrainingMemory.ofThisJvm()
        .during(need, () -> of(size.collect(marked(learned)), catalogue, filter));
  }

  private static NextBought of(Holdings marks, Catalogue catalogue, FilterScorer filter) {
    int[] numbers =
        IntStream.range(0, marks.items().size())
            .map(item -> catalogue.number(marks.items().id(item)))
            .toArray();
    LinearRidge ridge = new LinearRidge(filter.rank(), catalogue.size());
    SparseMatrix pairs = marks.customers();
    for (int customer = 0; customer < pairs.rows(); customer++) {
      float[] vector = vector(filter, marked(pairs, customer, BEFORE, numbers));
      if (vector.length > 0) {
        ridge.add(vector, marked(pairs, customer, SINCE, numbers));
      }
    }
    return new NextBought(filter, VectorPanels.ofFactors(ridge.solve(RIDGE), catalogue.size()));
  }

  /** The pairs that were bought, with a mark as weight: before, since, or the sum of both. */
  private static Affinities marked(History history) {
    Column from = unix_micros(lit(history.asOf().minus(LATELY)));
    Column before = unix_micros(Affinities.FIRST_BOUGHT.col()).lt(from);
    Column since = unix_micros(Affinities.LAST_BOUGHT.col()).geq(from);
    Column mark = when(before, BEFORE).otherwise(0).plus(when(since, SINCE).otherwise(0));
    return new Affinities(
        history
            .affinities()
            .rows()
            .where(Affinities.WEIGHT.col().gt(0))
            .withColumn(Affinities.WEIGHT.name(), mark.cast(Affinities.WEIGHT.type())));
  }

  private static int[] marked(SparseMatrix pairs, int customer, int mark, int[] numbers) {
    return IntStream.range(pairs.starts()[customer], pairs.starts()[customer + 1])
        .filter(at -> ((int) pairs.values()[at] & mark) != 0)
        .map(at -> numbers[pairs.indices()[at]])
        .filter(item -> item >= 0)
        .toArray();
  }

  /** The root of its length is taken out, so that much does not count for more than many. */
  private static float[] vector(FilterScorer filter, int[] items) {
    float[] ones = new float[items.length];
    Arrays.fill(ones, 1);
    float[] vector = filter.customer(items, ones);
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (squares == 0) {
      return new float[0];
    }
    float scale = (float) (1 / Math.sqrt(Math.sqrt(squares)));
    for (int at = 0; at < vector.length; at++) {
      vector[at] *= scale;
    }
    return vector;
  }

  @Override
  public void score(Profile profile, double[] scores) {
    int[] held =
        IntStream.range(0, profile.size())
            .filter(at -> profile.weights()[at] > 0)
            .map(at -> profile.items()[at])
            .toArray();
    float[] vector = vector(filter, held);
    if (vector.length > 0) {
      float[] products = weights.multiply(vector);
      for (int item = 0; item < scores.length; item++) {
        scores[item] = products[item];
      }
    }
  }
}
