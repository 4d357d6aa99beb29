package org.alsolike.jobs;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** The files that a run leaves for those who load files. */
record Exports(Path folder) {

  static Exports of(ShopProject project) {
    return new Exports(project.lastRun().resolve("exports"));
  }

  /** The items of each list, best first, by the id that the list is for. */
  Map<String, List<String>> lists(String name, String id) {
    return lines(name + ".jsonl").stream()
        .collect(toMap(line -> line.get(id).textValue(), line -> texts(line.get("item_ids"))));
  }

  /** Item, score and tier of each place, best first, by the id that the list is for. */
  Map<String, List<String>> places(String name, String id) {
    Map<String, List<String>> places = new TreeMap<>();
    for (JsonNode line : lines(name + ".jsonl")) {
      List<String> list = new ArrayList<>();
      for (int i = 0; i < line.get("item_ids").size(); i++) {
        list.add(
            "%s %s %s"
                .formatted(
                    line.get("item_ids").get(i).textValue(),
                    line.get("scores").get(i).doubleValue(),
                    line.get("tiers").get(i).textValue()));
      }
      places.put(line.get(id).textValue(), list);
    }
    return places;
  }

  /** The objects of a folder of JSON Lines. */
  List<JsonNode> lines(String name) {
    try (Stream<Path> parts = Files.list(folder.resolve(name))) {
      return parts
          .filter(part -> part.toString().endsWith(".json"))
          .sorted()
          .flatMap(part -> ShopProject.text(part).lines())
          .map(ShopProject::json)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a folder of Parquet files, read without Spark. */
  List<Group> rows(String name) {
    List<Group> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(folder.resolve(name))) {
      List<Path> files =
          parts.filter(part -> part.toString().endsWith(".parquet")).sorted().toList();
      for (Path file : files) {
        var path = new org.apache.hadoop.fs.Path(file.toUri());
        try (var reader = ParquetReader.builder(new GroupReadSupport(), path).build()) {
          for (Group row = reader.read(); row != null; row = reader.read()) {
            rows.add(row);
          }
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a CSV, or of all in a folder, each with a header. */
  List<CSVRecord> csv(String name) {
    List<CSVRecord> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.walk(folder.resolve(name))) {
      List<Path> files =
          parts
              .filter(Files::isRegularFile)
              .filter(part -> part.toString().endsWith(".csv"))
              .sorted()
              .toList();
      for (Path file : files) {
        rows.addAll(rows(file));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By means that are not ours. */
  static List<CSVRecord> rows(Path csv) throws IOException {
    try (CSVParser rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(csv))) {
      return rows.getRecords();
    }
  }

  JsonNode manifest() {
    return ShopProject.json(folder.resolve("manifest.json"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.textValue()));
    return texts;
  }
}
