package org.alsolike.features.events;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.alsolike.features.events.InputFiles.InputFile;
import org.alsolike.features.events.csv.CsvRecord;
import org.alsolike.features.events.csv.CsvRecords;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.GzipCodec;

/** One CSV file, opened: its header, then its records, one after the other. */
final class CsvFile implements AutoCloseable {

  private static final int LOOKED_AT = 4096;

  private final InputFile file;
  private final InputStream bytes;
  private final CsvRecords records;
  private final List<String> header;

  private CsvFile(InputFile file, InputStream bytes) {
    this.file = file;
    this.bytes = bytes;
    refuseUtf16();
    this.records = new CsvRecords(bytes);
    this.header = readHeader();
  }

  /**
   * @throws InputRejected when it is UTF-16, truncated, without a header, or its header names a
   *     column twice
   */
  static CsvFile open(InputFile file, Configuration hadoop) {
    try {
      var path = new Path(file.path());
      InputStream bytes = path.getFileSystem(hadoop).open(path);
      return new CsvFile(file, new BufferedInputStream(decompressed(file, bytes, hadoop), 1 << 16));
    } catch (IOException e) {
      throw rejected(file, e);
    }
  }

  private static InputStream decompressed(InputFile file, InputStream bytes, Configuration hadoop)
      throws IOException {
    if (!file.name().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return bytes;
    }
    // Hadoop's codec reads on after the first of several gzip members, as the format allows.
    var codec = new GzipCodec();
    codec.setConf(hadoop);
    return codec.createInputStream(bytes);
  }

  List<String> header() {
    return header;
  }

  /** The next record after the header, or empty at the end. */
  Optional<CsvRecord> read() {
    try {
      return records.read();
    } catch (IOException e) {
      throw rejected(file, e);
    }
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw rejected(file, e);
    }
  }

  private void refuseUtf16() {
    try {
      bytes.mark(LOOKED_AT);
      byte[] start = bytes.readNBytes(LOOKED_AT);
      bytes.reset();
      if (isUtf16(start)) {
        throw new InputRejected(
            file.shown() + ": the file is UTF-16 or binary; save it as UTF-8 and try again");
      }
    } catch (IOException e) {
      throw rejected(file, e);
    }
  }

  /** By its byte order mark, or by the zero bytes that ASCII letters have in UTF-16. */
  private static boolean isUtf16(byte[] start) {
    if (start.length >= 2) {
      int mark = (start[0] & 0xFF) << 8 | start[1] & 0xFF;
      if (mark == 0xFEFF || mark == 0xFFFE) {
        return true;
      }
    }
    for (byte b : start) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private List<String> readHeader() {
    CsvRecord first =
        read()
            .orElseThrow(
                () ->
                    new InputRejected(
                        file.shown() + ": the file is empty; expected a line of column names"));
    List<String> names =
        named(
            first
                .fields()
                .orElseThrow(
                    () ->
                        new InputRejected(
                            "%s: the first line is no line of column names: %s"
                                .formatted(file.shown(), first.raw()))));
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new InputRejected(
            "%s: column \"%s\" is named twice in the first line; rename one"
                .formatted(file.shown(), name));
      }
    }
    return names;
  }

  /** A column without a name (a row number, mostly) is called by its position: _c0, _c1, ... */
  private static List<String> named(List<String> header) {
    List<String> names = new ArrayList<>();
    for (String name : header) {
      names.add(name.isEmpty() ? "_c" + names.size() : name);
    }
    return List.copyOf(names);
  }

  /** Damage of the file is the input's fault; any other failure may pass, so it stays as it is. */
  private static RuntimeException rejected(InputFile file, IOException e) {
    if (e instanceof EOFException) {
      return new InputRejected(
          file.shown() + ": the file ends too early (a truncated gzip?); copy it again");
    }
    boolean gzip = file.name().toLowerCase(Locale.ROOT).endsWith(".gz");
    return gzip && e.getClass() == IOException.class || e instanceof java.util.zip.ZipException
        ? new InputRejected(
            "%s: not a valid gzip file (%s); copy it again".formatted(file.shown(), e.getMessage()))
        : new java.io.UncheckedIOException(e);
  }
}
