package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.audiences.SegmentCsv;
import org.alsolike.jobs.run.Fingerprint;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Workspace;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SegmentMembers;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the results as files for those who load files: Parquet (one row per place) and JSON Lines
 * (one line per id with parallel arrays), a CSV per segment, and a manifest, which comes last.
 */
record ExportStep(RunContext context) {

  private static final String LIST = "list";

  Left<Path> run(Results results) {
    Path folder = context.record().folder().resolve("exports");
    for (Recommendations list : results.forCustomers()) {
      lists(folder, list.list(), list.rows(), Events.CUSTOMER, Events.ITEM);
    }
    lists(
        folder,
        results.alsoLike().list(),
        results.alsoLike().rows(),
        Events.ITEM,
        SimilarItems.SIMILAR);
    results
        .scores()
        .forEach(
            scores -> {
              Dataset<Row> sorted = scores.rows().orderBy(Events.CUSTOMER.col());
              parquet(folder, scores.model(), sorted);
              jsonLines(folder, scores.model(), sorted);
            });
    try {
      List<String> lines = new ArrayList<>(List.of(Project.shown(folder).toString()));
      for (SegmentMembers segment : results.segments()) {
        Path file = folder.resolve("segments").resolve(segment.segment() + ".csv");
        SegmentCsv written = SegmentCsv.write(segment, Workspace.address(file));
        context.record().note("segment.%s.csv".formatted(segment.segment()), written);
        lines.add("%s: %s members".formatted(Project.shown(file), count(written.members())));
      }
      manifest(folder);
      return Left.of(folder, lines);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "The exports in %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private void lists(Path folder, String name, Dataset<Row> rows, Field id, Field listed) {
    parquet(folder, name, rows.orderBy(id.col(), Recommendations.RANK.col()));
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
    jsonLines(folder, name, lists.orderBy(id.col()));
  }

  private static void parquet(Path folder, String name, Dataset<Row> rows) {
    rows.write().parquet(Workspace.address(folder.resolve(name + ".parquet")));
  }

  private static void jsonLines(Path folder, String name, Dataset<Row> rows) {
    rows.write().json(Workspace.address(folder.resolve(name + ".jsonl")));
  }

  private void manifest(Path folder) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode manifest = json.createObjectNode();
    manifest.put("fingerprint", context.fingerprints().result());
    manifest.put("as_of", context.project().asOf().toString());
    var files = manifest.putArray("files");
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(ExportStep::isData).sorted().toList()) {
        byte[] content = Files.readAllBytes(file);
        files
            .addObject()
            .put("file", folder.relativize(file).toString())
            .put("bytes", content.length)
            .put("sha256", HexFormat.of().formatHex(Fingerprint.sha256().digest(content)));
      }
    }
    Path unfinished = folder.resolve("manifest.json.unfinished");
    json.writeValue(unfinished.toFile(), manifest);
    Files.move(unfinished, folder.resolve("manifest.json"));
  }

  private static boolean isData(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.startsWith(".") && !name.startsWith("_");
  }
}
