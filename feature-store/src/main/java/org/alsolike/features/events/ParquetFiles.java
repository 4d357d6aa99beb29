package org.alsolike.features.events;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.split;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.features.events.InputFiles.InputFile;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Parquet files as source rows. Files with the same schema are read together. */
final class ParquetFiles {

  private ParquetFiles() {}

  /** Looks at each file's schema now; the rows are read when Spark runs. */
  static List<SourceRows> read(SparkSession spark, List<InputFile> files) {
    Map<StructType, List<InputFile>> bySchema = new LinkedHashMap<>();
    for (InputFile file : files) {
      bySchema.computeIfAbsent(schema(spark, file), s -> new ArrayList<>()).add(file);
    }
    return bySchema.entrySet().stream()
        .map(group -> rows(spark, group.getKey(), group.getValue()))
        .toList();
  }

  private static StructType schema(SparkSession spark, InputFile file) {
    try {
      return spark.read().parquet(file.path()).schema();
    } catch (Exception e) {
      throw InputRejected.foundIn(e).isPresent()
          ? notParquet(file)
          : new UncheckedIOException(new IOException(e));
    }
  }

  private static InputRejected notParquet(InputFile file) {
    return new InputRejected(
        file.shown() + ": not a readable Parquet file; write or copy it again");
  }

  private static SourceRows rows(SparkSession spark, StructType schema, List<InputFile> files) {
    String[] paths = files.stream().map(InputFile::path).toArray(String[]::new);
    var name = element_at(split(col("_metadata.file_name"), "/"), -1);
    var rows =
        spark
            .read()
            .schema(schema)
            .parquet(paths)
            .withColumn(SourceRows.FILE.name(), name)
            .withColumn(SourceRows.PROBLEM.name(), lit(null).cast(DataTypes.StringType))
            .withColumn(SourceRows.LINE.name(), lit(null).cast(DataTypes.StringType));
    return new SourceRows(files.get(0).shown(), schema, rows);
  }
}
