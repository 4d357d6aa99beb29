package org.alsolike.features.snapshots;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a snapshot holds, written beside its Parquet files after them.
 *
 * @param name of the snapshot, such as 2011-11-09/affinities
 * @param folder of the Parquet files, beside the manifest
 * @param fingerprint of what the rows were made from
 * @param rows counted from what was written
 * @param schema column to type, in order
 * @param files length in bytes of each Parquet file, by name
 */
public record SnapshotManifest(
    String name,
    String folder,
    String fingerprint,
    long rows,
    Map<String, String> schema,
    SortedMap<String, Long> files) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public SnapshotManifest {
    schema = new LinkedHashMap<>(schema);
    files = new TreeMap<>(files);
  }

  static Map<String, String> columnsOf(StructType schema) {
    return Stream.of(schema.fields())
        .collect(
            toMap(
                StructField::name,
                column -> column.dataType().catalogString(),
                (one, other) -> other,
                LinkedHashMap::new));
  }

  /** The columns as Spark declares them. */
  public StructType columns() {
    StructType columns = new StructType();
    for (Map.Entry<String, String> column : schema.entrySet()) {
      columns = columns.add(column.getKey(), DataType.fromDDL(column.getValue()));
    }
    return columns;
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static SnapshotManifest fromJson(String place, String json) {
    try {
      return JSON.readValue(json, SnapshotManifest.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException(
          "Snapshot manifest %s is damaged: %s; delete its folder and run again"
              .formatted(place, damaged.getOriginalMessage()),
          damaged);
    }
  }
}
