package org.alsolike.models.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.models.evaluate.ReplicateSums.Cell;

/** What the window said about every contender. */
public final class Judgement {

  private final List<String> models;
  private final ReplicateSums sums;
  private final List<Figure> figures;

  Judgement(List<String> models, ReplicateSums sums, List<Figure> catalogue) {
    this.models = List.copyOf(models);
    this.sums = sums;
    List<Figure> all = new ArrayList<>();
    for (Cell cell : sums.cells()) {
      for (Metric metric : Metric.of(cell.slice())) {
        Estimate estimate = estimate(sums.means(cell, metric.ordinal()), sums.customers(cell));
        all.add(new Figure(cell.model(), cell.task(), cell.slice(), metric.at(cell.k()), estimate));
      }
    }
    all.addAll(catalogue);
    this.figures = List.copyOf(all);
  }

  /** The contenders, in the order in which they were given. */
  public List<String> models() {
    return models;
  }

  public List<Figure> figures() {
    return figures;
  }

  /** Empty when the model has no list for the task, or the slice no customer. */
  public Optional<Estimate> figure(String model, Task task, Slice slice, String metric) {
    return figures.stream()
        .filter(f -> f.model().equals(model) && f.metric().equals(metric))
        .filter(f -> f.task() == task && f.slice().equals(slice))
        .map(Figure::estimate)
        .findFirst();
  }

  /** How many customers of the slice had something relevant to the task. */
  public long customers(Task task, Slice slice) {
    return figures.stream()
        .filter(f -> f.task() == task && f.slice().equals(slice))
        .mapToLong(f -> f.estimate().customers())
        .max()
        .orElse(0);
  }

  /**
   * By how much {@code model} is better than {@code other} on the same customers, with the interval
   * of the paired difference; empty when one of them has no list for the task.
   */
  public Optional<Estimate> difference(
      String model, String other, Task task, Slice slice, Metric metric, int k) {
    Cell ours = new Cell(model, task, slice, k);
    Cell theirs = new Cell(other, task, slice, k);
    if (sums.customers(ours) == 0 || sums.customers(theirs) == 0) {
      return Optional.empty();
    }
    double[] differences = sums.means(ours, metric.ordinal());
    double[] others = sums.means(theirs, metric.ordinal());
    Arrays.setAll(differences, i -> differences[i] - others[i]);
    return Optional.of(estimate(differences, sums.customers(ours)));
  }

  /** One line per contender for a comparison of people's eyes, in the order given. */
  public List<Comparison> comparison(Metric metric, int k) {
    return models.stream()
        .map(
            model ->
                new Comparison(
                    model,
                    figure(model, Task.FIRST, Slice.KNOWN, metric.at(k)),
                    figure(model, Task.ALL, Slice.KNOWN, metric.at(k)),
                    coverage(model, k)))
        .toList();
  }

  /** Coverage of the lists for first purchases, or, without these, for all purchases. */
  private Optional<Double> coverage(String model, int k) {
    return figure(model, Task.FIRST, Slice.KNOWN, CatalogueFigures.coverageAt(k))
        .or(() -> figure(model, Task.ALL, Slice.KNOWN, CatalogueFigures.coverageAt(k)))
        .map(Estimate::value);
  }

  /** Every figure under its name in run.json; bounds of intervals end in .low and .high. */
  public Map<String, Double> asMetrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Figure figure : figures) {
      metrics.put(figure.key(), figure.estimate().value());
      figure
          .estimate()
          .interval()
          .ifPresent(
              interval -> {
                metrics.put(figure.key() + ".low", interval.low());
                metrics.put(figure.key() + ".high", interval.high());
              });
    }
    return metrics;
  }

  /** Place 0 is the sample itself, the others are the replicates. */
  private static Estimate estimate(double[] means, long customers) {
    double[] drawn =
        Arrays.stream(means, 1, means.length)
            .filter(mean -> !Double.isNaN(mean))
            .sorted()
            .toArray();
    Optional<Interval> interval =
        drawn.length == 0 ? Optional.empty() : Optional.of(Interval.of(drawn));
    return new Estimate(means[0], interval, customers);
  }

  /**
   * A line of the table that compares contenders.
   *
   * @param coverage share of the catalogue within the first k, 0 to 1
   */
  public record Comparison(
      String model, Optional<Estimate> first, Optional<Estimate> all, Optional<Double> coverage) {}
}
