package org.alsolike.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Holds a run on Online Retail against figures that were made outside this project on the same file
 * and by the same protocol (docs/evaluation.md), and prints a Markdown table.
 */
@Command(
    name = "reference",
    description = "a run of the example beside figures made outside this project",
    mixinStandardHelpOptions = true)
final class ReferenceFigures implements Callable<Integer> {

  /** A figure made elsewhere: what it is of, its value, and our name for it. */
  private record Reference(String what, double value, String metric) {}

  private static final List<Reference> REFERENCES =
      List.of(
          new Reference("first purchases, popularity 28 d", 0.083, "eval.first.popularity.ndcg@10"),
          new Reference(
              "first purchases, item neighbours", 0.077, "eval.first.item-neighbours.ndcg@10"),
          new Reference("first purchases, ALS rank 64", 0.097, "eval.first.als.ndcg@10"),
          new Reference("all purchases, own history", 0.320, "eval.all.own-history.ndcg@10"),
          new Reference("all purchases, ALS rank 64", 0.274, "eval.all.als.ndcg@10"),
          new Reference(
              "buys in 30 days, logistic regression (AUC)",
              0.746,
              "propensity.buys_30d.logistic-regression.auc"),
          new Reference(
              "buys in 30 days, boosted trees (AUC)",
              0.746,
              "propensity.buys_30d.boosted-trees.auc"),
          new Reference(
              "buys in 30 days, recency alone (AUC)", 0.671, "propensity.buys_30d.recency.auc"));

  @Parameters(paramLabel = "RUN_JSON", description = "run.json of a run of the example")
  private Path record;

  @Override
  public Integer call() throws IOException {
    JsonNode metrics = new ObjectMapper().readTree(record.toFile()).path("metrics");
    System.out.println("| figure | reference | ours | at least the reference |");
    System.out.println("|---|---:|---:|---|");
    boolean reached = true;
    for (Reference reference : REFERENCES) {
      double ours = metrics.path(reference.metric()).asDouble(Double.NaN);
      // References are given to three digits.
      boolean atLeast = Math.round(ours * 1000) >= Math.round(reference.value() * 1000);
      reached &= atLeast;
      System.out.printf(
          Locale.ROOT,
          "| %s | %.3f | %.3f | %s |%n",
          reference.what(),
          reference.value(),
          ours,
          atLeast ? "yes" : "no");
    }
    return reached ? 0 : 1;
  }
}
