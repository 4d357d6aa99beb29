package org.alsolike.jobs.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/**
 * Looks for a customer's id as a whole field or word in the decoded contents of files: Parquet row
 * by row, gzip unpacked, JSON text by text, all else word by word.
 */
final class Traces {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of processes and trials: numbers that are nobody's. */
  private static final Set<String> FIGURES =
      Set.of("lock", "lock.holder", "trials.csv", "tuned.yaml");

  private final String customer;
  private final Pattern word;

  Traces(String customer) {
    this.customer = customer;
    this.word =
        Pattern.compile("(?<![\\p{L}\\p{N}_-])" + Pattern.quote(customer) + "(?![\\p{L}\\p{N}_-])");
  }

  /** What was looked at, and where the id was found. */
  record Found(long files, List<Path> in) {}

  /** Reads every file below a folder. */
  Found below(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    long files = 0;
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.filter(Traces::mayName).sorted().toList()) {
          files++;
          if (isIn(file)) {
            found.add(file);
          }
        }
      }
    }
    return new Found(files, found);
  }

  private static boolean mayName(Path file) {
    return Files.isRegularFile(file) && !FIGURES.contains(file.getFileName().toString());
  }

  boolean isIn(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".parquet")) {
      return isInParquet(file);
    }
    byte[] bytes = Files.readAllBytes(file);
    if (name.endsWith(".gz")) {
      try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return isInText(unpacked.readAllBytes());
      }
    }
    return name.endsWith(".json") ? isInJson(JSON.readTree(bytes)) : isInText(bytes);
  }

  /** In a text, or part of it; a figure that happens to be the same number is no id. */
  private boolean isInJson(JsonNode node) {
    if (node.isTextual()) {
      return word.matcher(node.textValue()).find();
    }
    for (JsonNode child : node) {
      if (isInJson(child)) {
        return true;
      }
    }
    return node.has(customer);
  }

  private boolean isInText(byte[] bytes) {
    return word.matcher(new String(bytes, UTF_8)).find();
  }

  private boolean isInParquet(Path file) throws IOException {
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        if (word.matcher(row.toString()).find()) {
          return true;
        }
      }
      return false;
    }
  }
}
