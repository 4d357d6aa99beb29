package org.alsolike.audiences;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Iterator;
import org.alsolike.tables.SegmentMembers;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The file that a marketer takes: RFC 4180, UTF-8, a header, the most likely members first. It is
 * written beside its place and renamed, so that nobody sees half of it.
 *
 * <p>A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
 * carriage return) gets an apostrophe before it. Numbers and dates are written by us and stay.
 *
 * @param members how many rows the file has
 * @param defused how many texts got an apostrophe
 */
public record SegmentCsv(String path, long members, long defused) {

  /**
   * Runs a Spark job and reads its rows one partition at a time.
   *
   * @param path any Hadoop path; a file that stands there is replaced
   */
  public static SegmentCsv write(SegmentMembers segment, String path) throws IOException {
    Path place = new Path(path);
    Path beside = new Path(place.getParent(), "." + place.getName() + ".partial");
    FileSystem files = files(segment.rows().sparkSession(), place);
    SegmentCsv written;
    try (Writer out =
        new BufferedWriter(new OutputStreamWriter(files.create(beside, true), UTF_8))) {
      written = print(CsvCells.mostLikelyFirst(segment), out, path);
    }
    replace(files, place, beside);
    return written;
  }

  private static SegmentCsv print(CsvCells cells, Writer out, String path) throws IOException {
    String[] header = cells.header();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(header).get();
    long members = 0;
    long defused = 0;
    try (CSVPrinter csv = new CSVPrinter(out, format)) {
      for (Iterator<Row> rows = cells.rows().toLocalIterator(); rows.hasNext(); ) {
        Row row = rows.next();
        for (int cell = 0; cell < header.length; cell++) {
          csv.print(row.getString(cell));
        }
        csv.println();
        members++;
        defused += row.getLong(header.length);
      }
    }
    return new SegmentCsv(path, members, defused);
  }

  /** On a local disk without Hadoop's hidden .crc files beside ours. */
  private static FileSystem files(SparkSession spark, Path place) throws IOException {
    FileSystem files = place.getFileSystem(spark.sparkContext().hadoopConfiguration());
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  /** Most file systems rename over a file that stands there; the others need it gone first. */
  private static void replace(FileSystem files, Path place, Path beside) throws IOException {
    if (files.rename(beside, place)) {
      return;
    }
    files.delete(place, false);
    if (!files.rename(beside, place)) {
      throw new IOException("Cannot rename %s to %s".formatted(beside, place));
    }
  }
}
