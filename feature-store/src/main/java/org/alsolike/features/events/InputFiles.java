package org.alsolike.features.events;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files behind a path of the configuration, sorted by path: one file, every file below a
 * folder, or what a glob matches. Names that begin with a dot or an underscore are hidden, as in
 * all of Hadoop.
 */
public record InputFiles(List<InputFile> files) {

  /**
   * @param path the full path with its scheme
   * @param shown the path as a person knows it: relative to the folder of the configuration
   * @param length in bytes
   * @param modified milliseconds since 1970
   */
  public record InputFile(String path, String shown, long length, long modified)
      implements Serializable {

    /** The name without its folder. */
    public String name() {
      return new Path(path).getName();
    }

    boolean isCsv() {
      String name = name().toLowerCase(Locale.ROOT);
      return name.endsWith(".csv") || name.endsWith(".csv.gz");
    }

    boolean isParquet() {
      return name().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }
  }

  public InputFiles {
    files = files.stream().sorted(Comparator.comparing(InputFile::path)).toList();
  }

  /**
   * @param hadoop the settings of the file systems ({@code spark.sparkContext()
   *     .hadoopConfiguration()})
   * @param base the folder that relative paths start from
   * @param key where the path stands in the configuration, such as {@code sources.items.path}
   * @throws InputRejected when there is no file, an empty one, or one of another format
   */
  public static InputFiles resolve(Configuration hadoop, String base, String path, String key) {
    try {
      Path folder = new Path(base).getFileSystem(hadoop).makeQualified(new Path(base));
      List<InputFile> files = new ArrayList<>();
      for (FileStatus match : matches(hadoop, folder, path)) {
        addFiles(match.getPath().getFileSystem(hadoop), match, folder, files);
      }
      if (files.isEmpty()) {
        throw new InputRejected(
            "%s: no such file; looked in %s. Set %s.".formatted(path, shownFolder(folder), key));
      }
      files.forEach(InputFiles::check);
      return new InputFiles(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<FileStatus> matches(Configuration hadoop, Path folder, String path)
      throws IOException {
    Path literal = new Path(folder, path);
    FileSystem files = literal.getFileSystem(hadoop);
    try {
      return List.of(files.getFileStatus(literal));
    } catch (FileNotFoundException e) {
      FileStatus[] found = files.globStatus(new Path(escaped(folder), path), InputFiles::isVisible);
      return found == null ? List.of() : Arrays.asList(found);
    }
  }

  /** The folder of the configuration may hold brackets or stars that are no pattern. */
  private static Path escaped(Path folder) {
    return new Path(folder.toString().replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1"));
  }

  private static void addFiles(FileSystem system, FileStatus at, Path base, List<InputFile> files)
      throws IOException {
    if (at.isFile()) {
      String path = at.getPath().toString();
      files.add(new InputFile(path, shown(base, path), at.getLen(), at.getModificationTime()));
      return;
    }
    for (FileStatus child : system.listStatus(at.getPath(), InputFiles::isVisible)) {
      addFiles(system, child, base, files);
    }
  }

  private static boolean isVisible(Path path) {
    return !path.getName().startsWith(".") && !path.getName().startsWith("_");
  }

  private static void check(InputFile file) {
    if (!file.isCsv() && !file.isParquet()) {
      throw new InputRejected(
          file.shown()
              + ": format is not known; expected a name that ends in .csv, .csv.gz or .parquet."
              + " Choose the right files by a glob such as data/*.csv.");
    }
    if (file.length() == 0) {
      throw new InputRejected(file.shown() + ": the file is empty; copy it again or remove it");
    }
  }

  private static String shown(Path base, String path) {
    String folder = base.toString().endsWith("/") ? base.toString() : base + "/";
    return path.startsWith(folder)
        ? path.substring(folder.length())
        : path.replaceFirst("^file:/+", "/");
  }

  private static String shownFolder(Path folder) {
    return folder.toString().replaceFirst("^file:/+", "/");
  }
}
