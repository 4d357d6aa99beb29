package org.alsolike.jobs.exports;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an export consists of. It is written last, so that a folder that holds it is complete.
 *
 * @param fingerprint of the result
 * @param asOf exclusive, in UTC, such as 2011-12-10T00:00:00Z
 * @param columns of each export, by its name such as for_you.parquet, in their order
 * @param files every file of data, in the order of their paths
 */
@JsonIgnoreProperties(ignoreUnknown = true) // a later program may tell more
public record ExportManifest(
    String fingerprint,
    @JsonProperty("as_of") String asOf,
    SortedMap<String, List<Column>> columns,
    List<ExportedFile> files) {

  static final String NAME = "manifest.json";

  /**
   * @param type as Spark SQL writes it, such as {@code array<string>}
   */
  public record Column(String name, String type) {}

  public ExportManifest {
    columns = columns == null ? new TreeMap<>() : columns;
    files = files == null ? List.of() : List.copyOf(files);
  }

  /** Writes it beside its place and renames it. */
  public void writeTo(Path folder) throws IOException {
    Path unfinished = folder.resolve(NAME + ".unfinished");
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(unfinished.toFile(), this);
    Files.move(unfinished, folder.resolve(NAME));
  }

  static ExportManifest readFrom(Path folder) throws IOException {
    return new ObjectMapper().readValue(folder.resolve(NAME).toFile(), ExportManifest.class);
  }

  public long bytes() {
    return files.stream().mapToLong(ExportedFile::bytes).sum();
  }
}
