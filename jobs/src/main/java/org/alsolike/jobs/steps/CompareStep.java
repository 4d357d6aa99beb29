package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.models.evaluate.Bootstrap;
import org.alsolike.models.evaluate.Estimate;
import org.alsolike.models.evaluate.Interval;
import org.alsolike.models.evaluate.Metric;
import org.alsolike.models.evaluate.RunComparison;
import org.alsolike.models.evaluate.RunComparison.Line;
import org.alsolike.tables.CustomerMetrics;

/**
 * Says by how much this run's lists are better than those of an earlier one.
 *
 * @param ours the snapshot of what this run judged, customer by customer
 */
record CompareStep(RunContext context, String ours, PastRun theirs) {

  private static final String ROW = "%-16s %-15s %6s %6s  %7s  %s";

  Left<List<Line>> run() {
    if (!context.snapshots().holds(theirs.customerMetrics())) {
      throw new Stopped(
          ExitCode.USAGE,
          "--compare: what run %s judged is no longer kept (%s); run evaluate with its configuration again"
              .formatted(theirs.runId(), theirs.customerMetrics()));
    }
    Settings.Evaluation evaluation = context.settings().evaluation();
    int k = evaluation.k().get(0);
    Bootstrap bootstrap = new Bootstrap(evaluation.replicates(), evaluation.seed());
    List<Line> compared =
        new RunComparison(bootstrap, k).of(metrics(ours), metrics(theirs.customerMetrics()));
    context.record().note("compared_with", theirs.runId());
    compared.forEach(this::record);
    return Left.of(compared, lines(compared, k));
  }

  private CustomerMetrics metrics(String snapshot) {
    return new CustomerMetrics(context.snapshots().read(snapshot));
  }

  private void record(Line line) {
    String name =
        "compare.%s.%s.%s"
            .formatted(
                line.task().key(),
                line.model(),
                line.metric().at(context.settings().evaluation().k().get(0)));
    context.record().metric(name, line.difference().value());
    line.difference()
        .interval()
        .ifPresent(
            interval -> {
              context.record().metric(name + ".low", interval.low());
              context.record().metric(name + ".high", interval.high());
            });
  }

  private List<String> lines(List<Line> compared, int k) {
    List<Line> shown = compared.stream().filter(line -> line.metric() == Metric.NDCG_AT).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        "this run against run %s, NDCG@%d of %s customers whom both judged"
            .formatted(
                theirs.runId(),
                k,
                count(shown.stream().mapToLong(l -> l.ours().customers()).max().orElse(0))));
    lines.add(ROW.formatted("", "", "this", "that", "better", "95 % interval"));
    for (Line line : shown) {
      lines.add(
          ROW.formatted(
              line.model(),
              line.task().words(),
              plain(line.ours()),
              plain(line.theirs()),
              String.format(Locale.ROOT, "%+.3f", line.difference().value() + 0.0),
              line.difference().interval().map(Interval::toString).orElse("")));
    }
    return lines;
  }

  private static String plain(Estimate estimate) {
    return String.format(Locale.ROOT, "%.3f", estimate.value());
  }
}
