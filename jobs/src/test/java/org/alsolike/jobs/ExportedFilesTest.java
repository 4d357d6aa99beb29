package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The files of one whole run, in each of their forms, and the manifest that names them. */
@ExtendWith(FirstRun.Shared.class)
class ExportedFilesTest {

  private final ShopProject project;

  ExportedFilesTest(FirstRun first) {
    this.project = first.project();
  }

  @Test
  void exportsTheSameAsParquet() {
    Exports exports = Exports.of(project);
    Map.of("for_you", "customer_id", "buy_again", "customer_id", "also_like", "item_id")
        .forEach(
            (list, id) -> {
              String listed = list.equals("also_like") ? "similar_item_id" : "item_id";
              Map<String, List<String>> places = new TreeMap<>();
              for (Group row : exports.rows(list + ".parquet")) {
                List<String> before =
                    places.computeIfAbsent(row.getString(id, 0), any -> new ArrayList<>());
                assertThat(row.getLong("rank", 0)).isEqualTo(before.size() + 1);
                before.add(
                    "%s %s %s"
                        .formatted(
                            row.getString(listed, 0),
                            row.getDouble("score", 0),
                            row.getString("tier", 0)));
              }
              assertThat(places).as(list).isEqualTo(exports.places(list, id));
            });
    Map<String, String> scores = new TreeMap<>();
    for (Group row : exports.rows("buys_30d.parquet")) {
      scores.put(
          row.getString("customer_id", 0),
          row.getDouble("probability", 0) + " " + row.getLong("percentile", 0));
    }
    Map<String, String> sameScores = new TreeMap<>();
    for (JsonNode line : exports.lines("buys_30d.jsonl")) {
      sameScores.put(
          line.get("customer_id").textValue(),
          line.get("probability").doubleValue() + " " + line.get("percentile").longValue());
    }
    assertThat(scores).isEqualTo(sameScores).isNotEmpty();
  }

  @Test
  void listsEveryExportedFileWithItsHash() throws Exception {
    Path folder = Exports.of(project).folder();
    Map<String, String> listed = new TreeMap<>();
    Exports.of(project)
        .manifest()
        .get("files")
        .forEach(file -> listed.put(file.get("file").textValue(), file.get("sha256").textValue()));

    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && !name.equals("_SUCCESS") && !name.equals("manifest.json")) {
          found.put(folder.relativize(file).toString(), sha256(file));
        }
      }
    }
    assertThat(listed).isEqualTo(found);
  }

  @Test
  void countsTheRowsOfEveryExportAndNamesItsColumns() {
    Exports exports = Exports.of(project);
    JsonNode manifest = exports.manifest();
    Map<String, Long> rows = new TreeMap<>();
    manifest
        .get("files")
        .forEach(
            file ->
                rows.merge(
                    file.get("file").textValue().replaceFirst("/part-.*", ""),
                    file.get("rows").longValue(),
                    Long::sum));

    assertThat(rows)
        .containsEntry("for_you.parquet", (long) exports.rows("for_you.parquet").size())
        .containsEntry("for_you.jsonl", (long) exports.lines("for_you.jsonl").size())
        .containsEntry("for_you.csv", (long) exports.rows("for_you.parquet").size())
        .containsEntry("buys_30d.csv", (long) exports.rows("buys_30d.parquet").size())
        .containsEntry(
            "segments/likely_and_valuable.csv",
            (long) exports.csv("segments/likely_and_valuable.csv").size());
    assertThat(manifest.get("columns").get("for_you.jsonl").toString())
        .isEqualTo(
            """
            [{"name":"customer_id","type":"string"},{"name":"item_ids","type":"array<string>"},\
            {"name":"scores","type":"array<double>"},{"name":"tiers","type":"array<string>"}]""");
  }

  @Test
  void findsItsExportsWhole() {
    Path folder = Exports.of(project).folder();

    var verified = project.commandLine().run("export", "verify", folder.toString());

    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out()).startsWith(folder + " is whole: ").contains(" as of 2011-1");
  }

  @Test
  void exportsTheSameAsCsv() {
    Exports exports = Exports.of(project);
    Map<String, List<String>> places = new TreeMap<>();
    for (CSVRecord row : exports.csv("for_you.csv")) {
      List<String> before =
          places.computeIfAbsent(row.get("customer_id"), any -> new ArrayList<>());
      assertThat(row.get("rank")).isEqualTo(Integer.toString(before.size() + 1));
      before.add(
          "%s %s %s"
              .formatted(
                  row.get("item_id"), Double.parseDouble(row.get("score")), row.get("tier")));
    }
    assertThat(places).isEqualTo(exports.places("for_you", "customer_id"));

    Map<String, JsonNode> scores = new TreeMap<>();
    exports
        .lines("buys_30d.jsonl")
        .forEach(line -> scores.put(line.get("customer_id").textValue(), line));
    List<CSVRecord> rows = exports.csv("buys_30d.csv");
    assertThat(rows).hasSameSizeAs(scores.keySet());
    for (CSVRecord row : rows) {
      JsonNode line = scores.get(row.get("customer_id"));
      assertThat(Double.parseDouble(row.get("probability")))
          .isEqualTo(line.get("probability").doubleValue());
      for (int reason = 1; reason <= 3; reason++) {
        assertThat(row.get("reason_" + reason))
            .isEqualTo(line.get("reasons").path(reason - 1).asText());
      }
    }
  }

  @Test
  void leavesTablesForDataScientistsWhereThePageSays() {
    String page = ShopProject.text(Path.of("..", "docs", "architecture.md"));
    Set<String> left = new TreeSet<>();
    for (String file : project.files("workspace/snapshots").keySet()) {
      if (file.matches(
          "(history|examples|evaluation)/[0-9a-f]{16}/[^/]+/attempt-\\d+/.*[.]parquet")) {
        String table = file.replaceFirst("/attempt-.*", "");
        left.add(table.replaceFirst("/[0-9a-f]{16}/", "/FP/").replace("buys_30d", "NAME"));
      }
    }

    for (String table :
        List.of(
            "history/FP/customer_features",
            "history/FP/item_features",
            "history/FP/affinities",
            "history/FP/purchases",
            "examples/FP/NAME-training",
            "examples/FP/NAME-test",
            "evaluation/FP/customer_metrics",
            "evaluation/FP/predictions-NAME-boosted-trees")) {
      assertThat(left).contains(table);
      assertThat(page).contains("`" + table.replace("boosted-trees", "TRAINER") + "`");
    }
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
