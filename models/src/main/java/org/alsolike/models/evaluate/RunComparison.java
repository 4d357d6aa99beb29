package org.alsolike.models.evaluate;

import static org.alsolike.tables.CustomerMetrics.CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.K;
import static org.alsolike.tables.CustomerMetrics.MODEL;
import static org.alsolike.tables.CustomerMetrics.NEW_CUSTOMER;
import static org.alsolike.tables.CustomerMetrics.TASK;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.alsolike.models.evaluate.ReplicateSums.Cell;
import org.alsolike.tables.CustomerMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two runs judged on one window, side by side: each replicate of the bootstrap draws the same
 * customers for both. Known customers whom both runs judged count, and no others.
 *
 * @param k depth of the lists that are compared
 */
public record RunComparison(Bootstrap bootstrap, int k) {

  private static final String OURS = "ours ";
  private static final String THEIRS = "theirs ";

  /** What was judged in both runs: a model or a list, and by how much ours is better. */
  public record Line(
      String model,
      Task task,
      Metric metric,
      Estimate ours,
      Estimate theirs,
      Estimate difference) {}

  /** In the order of tasks, models and metrics; runs one job. */
  public List<Line> of(CustomerMetrics ours, CustomerMetrics theirs) {
    Dataset<Row> both = common(ours, theirs, OURS).unionByName(common(theirs, ours, THEIRS));
    ReplicateSums sums = bootstrap.sums(new CustomerMetrics(both), new Slicing(1, List.of()), 0);
    Set<String> models = new TreeSet<>();
    sums.cells().forEach(cell -> models.add(cell.model()));
    Judgement judgement = new Judgement(List.copyOf(models), sums, List.of());
    List<Line> lines = new ArrayList<>();
    for (Cell cell : sums.cells()) {
      String name = cell.model().substring(cell.model().indexOf(' ') + 1);
      if (cell.model().startsWith(OURS) && models.contains(THEIRS + name)) {
        for (Metric metric : Metric.values()) {
          judgement
              .difference(OURS + name, THEIRS + name, cell.task(), Slice.KNOWN, metric, k)
              .ifPresent(
                  difference ->
                      lines.add(
                          new Line(
                              name,
                              cell.task(),
                              metric,
                              figure(judgement, OURS + name, cell.task(), metric),
                              figure(judgement, THEIRS + name, cell.task(), metric),
                              difference)));
        }
      }
    }
    return lines;
  }

  private Estimate figure(Judgement judgement, String model, Task task, Metric metric) {
    return judgement.figure(model, task, Slice.KNOWN, metric.at(k)).orElseThrow();
  }

  private Dataset<Row> common(CustomerMetrics these, CustomerMetrics others, String whose) {
    return known(these)
        .join(
            known(others).select(TASK.col(), CUSTOMER.col()).distinct(),
            new String[] {TASK.name(), CUSTOMER.name()},
            "left_semi")
        .withColumn(MODEL.name(), concat(lit(whose), MODEL.col()));
  }

  private Dataset<Row> known(CustomerMetrics metrics) {
    return metrics.rows().where(K.col().equalTo(k).and(NEW_CUSTOMER.col().unary_$bang()));
  }
}
