package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alsolike.audiences.SegmentCsv;
import org.alsolike.jobs.exports.ExportWriter;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Workspace;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.models.recommend.inprocess.Parallel;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SegmentMembers;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the results as files for those who load files: Parquet and CSV (one row per place) and
 * JSON Lines (one line per id with parallel arrays), a CSV per segment, and a manifest, which comes
 * last.
 */
record ExportStep(RunContext context) {

  private static final String LIST = "list";
  private static final int REASONS = 3;
  private static final int AT_ONCE = 4;

  Left<Path> run(Results results) {
    Path folder = folder();
    ExportWriter exports = new ExportWriter(folder);
    List<Runnable> jobs = new ArrayList<>();
    for (Recommendations list : results.forCustomers()) {
      jobs.add(() -> lists(exports, list.list(), list.rows(), Events.CUSTOMER, Events.ITEM));
    }
    SimilarItems similar = results.alsoLike();
    jobs.add(
        () -> lists(exports, similar.list(), similar.rows(), Events.ITEM, SimilarItems.SIMILAR));
    results.scores().forEach(scores -> jobs.add(() -> scores(exports, scores)));
    Parallel.forEach(jobs.size(), AT_ONCE, job -> jobs.get(job).run());
    try {
      List<String> lines = new ArrayList<>(List.of(Project.shown(folder).toString()));
      for (SegmentMembers segment : results.segments()) {
        Path file = folder.resolve("segments").resolve(segment.segment() + ".csv");
        SegmentCsv written = SegmentCsv.write(segment, Workspace.address(file));
        exports.wrote(file, written.members());
        context.record().note("segment.%s.csv".formatted(segment.segment()), written);
        lines.add("%s: %s members".formatted(Project.shown(file), count(written.members())));
      }
      exports.seal(context.fingerprints().result(), context.project().asOf().toString());
      return Left.of(folder, lines);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "The exports in %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** What was not published must not look like an export that is whole. */
  void unseal() {
    ExportWriter exports = new ExportWriter(folder());
    try {
      exports.unseal();
    } catch (IOException e) {
      throw new StoreUnavailable(
          "The exports in %s are of a version that is not served; remove them: %s"
              .formatted(folder(), e.getMessage()),
          e);
    }
  }

  private Path folder() {
    return context.record().folder().resolve("exports");
  }

  private static void scores(ExportWriter exports, PropensityScores scores) {
    Dataset<Row> sorted = scores.rows().orderBy(Events.CUSTOMER.col());
    exports.parquet(scores.model(), sorted);
    exports.jsonLines(scores.model(), sorted);
    exports.csv(scores.model(), withReasonsApart(sorted));
  }

  /** A CSV has no arrays: one column per reason. */
  private static Dataset<Row> withReasonsApart(Dataset<Row> scores) {
    Dataset<Row> apart = scores;
    for (int reason = 1; reason <= REASONS; reason++) {
      apart =
          apart.withColumn(
              "reason_" + reason, get(PropensityScores.REASONS.col(), lit(reason - 1)));
    }
    return apart.drop(PropensityScores.REASONS.name());
  }

  private static void lists(
      ExportWriter exports, String name, Dataset<Row> rows, Field id, Field listed) {
    Dataset<Row> sorted = rows.orderBy(id.col(), Recommendations.RANK.col());
    exports.parquet(name, sorted);
    exports.csv(name, sorted);
    Dataset<Row> lists =
        rows.groupBy(id.col())
            .agg(
                sort_array(
                        collect_list(
                            struct(
                                Recommendations.RANK.col(),
                                listed.col(),
                                Recommendations.SCORE.col(),
                                Recommendations.TIER.col())))
                    .as(LIST))
            .select(
                id.col(),
                col(LIST + "." + listed.name()).as("item_ids"),
                col(LIST + "." + Recommendations.SCORE.name()).as("scores"),
                col(LIST + "." + Recommendations.TIER.name()).as("tiers"));
    exports.jsonLines(name, lists.orderBy(id.col()));
  }
}
