package org.alsolike.features.events;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.alsolike.features.events.InputFiles.InputFile;
import org.alsolike.features.events.csv.CsvRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The bridge from CSV files to Spark rows: one partition per file, all values text, an empty field
 * null, white space kept. Files with the same header are read together; a column's place comes from
 * its own file's header, never from another's.
 */
final class CsvFiles {

  private CsvFiles() {}

  /** Looks at each file's header now; the rows are read when Spark runs. */
  static List<SourceRows> read(SparkSession spark, List<InputFile> files) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Map<List<String>, List<InputFile>> byHeader = new LinkedHashMap<>();
    for (InputFile file : files) {
      try (CsvFile csv = CsvFile.open(file, hadoop)) {
        byHeader.computeIfAbsent(csv.header(), header -> new ArrayList<>()).add(file);
      }
    }
    return byHeader.entrySet().stream()
        .map(group -> rows(spark, group.getKey(), group.getValue()))
        .toList();
  }

  private static SourceRows rows(SparkSession spark, List<String> header, List<InputFile> files) {
    var columns = new StructType();
    for (String name : header) {
      columns = columns.add(name, DataTypes.StringType);
    }
    var schema = columns;
    for (var field : SourceRows.OURS) {
      schema = schema.add(field.name(), field.type());
    }
    var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var hadoop =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    var rows =
        context.parallelize(files, files.size()).flatMap(new ReadFile(hadoop, List.copyOf(header)));
    return new SourceRows(files.get(0).shown(), columns, spark.createDataFrame(rows, schema));
  }

  private record ReadFile(Broadcast<SerializableConfiguration> hadoop, List<String> header)
      implements FlatMapFunction<InputFile, Row> {

    @Override
    public Iterator<Row> call(InputFile file) {
      CsvFile csv = CsvFile.open(file, hadoop.value().value());
      TaskCompletionListener closing = task -> csv.close();
      TaskContext.get().addTaskCompletionListener(closing);
      if (!csv.header().equals(header)) {
        throw new InputRejected(file.shown() + ": the file changed while it was read; try again");
      }
      return new Rows(csv, file.name(), header.size());
    }
  }

  /** The records of one open file as rows. */
  private static final class Rows implements Iterator<Row> {

    private final CsvFile csv;
    private final String file;
    private final int width;
    private Optional<CsvRecord> next;

    Rows(CsvFile csv, String file, int width) {
      this.csv = csv;
      this.file = file;
      this.width = width;
      this.next = csv.read();
    }

    @Override
    public boolean hasNext() {
      return next.isPresent();
    }

    @Override
    public Row next() {
      CsvRecord record = next.orElseThrow(NoSuchElementException::new);
      next = csv.read();
      return row(record);
    }

    private Row row(CsvRecord record) {
      Object[] values = new Object[width + SourceRows.OURS.size()];
      values[width] = file;
      Optional<List<String>> fields = record.fields().filter(found -> found.size() == width);
      if (fields.isEmpty()) {
        values[width + 1] = BrokenReason.UNREADABLE_LINE;
        values[width + 2] = record.raw();
        return RowFactory.create(values);
      }
      for (int i = 0; i < width; i++) {
        String value = fields.get().get(i);
        values[i] = value.isEmpty() ? null : value;
      }
      values[width + 1] = record.utf8() ? null : BrokenReason.NOT_UTF8;
      return RowFactory.create(values);
    }
  }
}
