package org.alsolike.jobs.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Looks for a customer's id in the decoded contents of files: as a whole field in Parquet and JSON,
 * gzip unpacked, and as a word in all other text.
 */
final class Traces {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of processes, trials and changes: numbers that are nobody's. */
  private static final Set<String> FIGURES =
      Set.of("lock", "lock.holder", "trials.csv", "tuned.yaml", "diff.html");

  /** In a record, the one text that may name a customer among other words. */
  private static final String ERROR = "error";

  private static final String PACKED = ".gz";

  private final String customer;
  private final Pattern word;

  Traces(String customer) {
    this.customer = customer;
    String before = "(?<![\\p{L}\\p{N}_@-])(?<![0-9][.])";
    String after = "(?![\\p{L}\\p{N}_-])(?![.][0-9])";
    this.word = Pattern.compile(before + Pattern.quote(customer) + after);
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
    boolean packed = name.endsWith(PACKED);
    String kind = packed ? name.substring(0, name.length() - PACKED.length()) : name;
    try (InputStream stored = Files.newInputStream(file);
        InputStream bytes = packed ? new GZIPInputStream(stored) : stored) {
      return kind.endsWith(".json") || kind.endsWith(".jsonl") ? isInJson(bytes) : isInText(bytes);
    }
  }

  /** In one document or several, such as a line each. */
  private boolean isInJson(InputStream bytes) throws IOException {
    try (MappingIterator<JsonNode> documents = JSON.readerFor(JsonNode.class).readValues(bytes)) {
      while (documents.hasNextValue()) {
        if (isInJson(documents.nextValue())) {
          return true;
        }
      }
      return false;
    }
  }

  /** A whole text or name; a figure that happens to be the same number is no id. */
  private boolean isInJson(JsonNode node) {
    boolean named = node.has(customer) || word.matcher(node.path(ERROR).asText()).find();
    if (named || node.isTextual()) {
      return named || node.textValue().equals(customer);
    }
    for (JsonNode child : node) {
      if (isInJson(child)) {
        return true;
      }
    }
    return false;
  }

  private boolean isInText(InputStream bytes) {
    Stream<String> lines = new BufferedReader(new InputStreamReader(bytes, UTF_8)).lines();
    return lines.anyMatch(line -> word.matcher(line).find());
  }

  private boolean isInParquet(Path file) throws IOException {
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        if (isInGroup(row)) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean isInGroup(Group group) {
    for (Type field : group.getType().getFields()) {
      int position = group.getType().getFieldIndex(field.getName());
      for (int value = 0; value < group.getFieldRepetitionCount(position); value++) {
        if (isInField(group, field, position, value)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isInField(Group group, Type field, int position, int value) {
    if (!field.isPrimitive()) {
      return isInGroup(group.getGroup(position, value));
    }
    boolean text = field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    return text && group.getBinary(position, value).toStringUsingUTF8().equals(customer);
  }
}
