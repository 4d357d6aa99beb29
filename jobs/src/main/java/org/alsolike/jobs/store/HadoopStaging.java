package org.alsolike.jobs.store;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.serving.publish.Staging;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * A staging area in a folder of any file system that Hadoop knows, so that executors on several
 * machines and the publisher can share it.
 *
 * @param folder the folder's address, such as hdfs://shop/staging/8
 */
record HadoopStaging(String folder) implements Staging, Serializable {

  private static final String UNFINISHED = ".unfinished";

  @Override
  public void put(Path local, String name) throws IOException {
    FileSystem files = files();
    var unfinished = path(name + UNFINISHED);
    copying(
        () ->
            files.copyFromLocalFile(
                false, true, new org.apache.hadoop.fs.Path(local.toUri()), unfinished));
    if (!files.rename(unfinished, path(name))) {
      throw new IOException("%s cannot be renamed to %s".formatted(unfinished, name));
    }
  }

  @Override
  public List<String> names() throws IOException {
    return Stream.of(files().listStatus(new org.apache.hadoop.fs.Path(folder)))
        .map(FileStatus::getPath)
        .map(org.apache.hadoop.fs.Path::getName)
        .filter(name -> !name.endsWith(UNFINISHED))
        .sorted()
        .toList();
  }

  @Override
  public void fetch(String name, Path local) throws IOException {
    copying(
        () ->
            files()
                .copyToLocalFile(
                    false, path(name), new org.apache.hadoop.fs.Path(local.toUri()), true));
  }

  @FunctionalInterface
  private interface Copy {
    void made() throws IOException;
  }

  /** Hadoop throws a full local disk as an error of the machine, which nobody expects. */
  private static void copying(Copy copy) throws IOException {
    try {
      copy.made();
    } catch (FSError failure) {
      throw new IOException(failure.getCause().getMessage(), failure);
    }
  }

  /** Removes the folder with all that was staged. */
  void delete() throws IOException {
    files().delete(new org.apache.hadoop.fs.Path(folder), true);
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder, name);
  }

  private FileSystem files() throws IOException {
    return new org.apache.hadoop.fs.Path(folder).getFileSystem(new Configuration());
  }
}
