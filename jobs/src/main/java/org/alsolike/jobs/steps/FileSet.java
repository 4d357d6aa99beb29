package org.alsolike.jobs.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of a few small files on any file system that Hadoop knows, written aside and renamed, so
 * that it is whole or absent.
 */
record FileSet(Path folder, FileSystem files) {

  static FileSet at(String folder, Configuration hadoop) {
    Path path = new Path(folder);
    try {
      return new FileSet(path, path.getFileSystem(hadoop));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean exists() {
    try {
      return files.exists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try {
      files.delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Map<String, byte[]> contents) {
    Path aside = folder.suffix(".unfinished");
    try {
      files.delete(aside, true);
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        try (var out = files.create(new Path(aside, file.getKey()))) {
          out.write(file.getValue());
        }
      }
      if (!files.rename(aside, folder)) {
        throw new IOException("%s cannot be renamed to %s".formatted(aside, folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, byte[]> read() {
    Map<String, byte[]> contents = new TreeMap<>();
    try {
      for (FileStatus file : files.listStatus(folder)) {
        try (var in = files.open(file.getPath())) {
          contents.put(file.getPath().getName(), in.readAllBytes());
        }
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
