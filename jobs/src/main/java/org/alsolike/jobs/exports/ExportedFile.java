package org.alsolike.jobs.exports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.alsolike.jobs.run.Fingerprint;

/**
 * A file of data.
 *
 * @param file its path in the export, with slashes on every system
 * @param rows of a table, or lines of JSON; the header of a CSV does not count
 * @param sha256 of its content, in hexadecimal digits
 */
public record ExportedFile(String file, long bytes, long rows, String sha256) {

  private static final int BLOCK = 1 << 16;

  /** Reads the whole file. */
  static ExportedFile of(Path folder, Path file, long rows) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[BLOCK];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
        bytes += read;
      }
    }
    return new ExportedFile(
        withSlashes(folder.relativize(file)),
        bytes,
        rows,
        HexFormat.of().formatHex(digest.digest()));
  }

  static String withSlashes(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  /** Files that begin with _ or . are Spark's own and carry no data. */
  static boolean isData(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.startsWith(".") && !name.startsWith("_");
  }
}
