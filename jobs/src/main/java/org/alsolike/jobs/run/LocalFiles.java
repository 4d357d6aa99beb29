package org.alsolike.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, but that Java itself sets the permissions of new files. Without its
 * native library Hadoop starts a {@code chmod} for each of them: more than a thousand in a run.
 */
public final class LocalFiles extends LocalFileSystem {

  /** Hadoop makes it from its name. */
  public LocalFiles() {
    super(new Raw());
  }

  /**
   * Makes it the one that everybody in this process gets who asks Hadoop for the local file system.
   * Hadoop keeps the first that it is asked for, and that may have been its own.
   */
  static void install() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.file.impl", LocalFiles.class.getName());
    try {
      FileSystem kept = FileSystem.get(URI.create("file:///"), hadoop);
      if (!(kept instanceof LocalFiles)) {
        kept.close(); // it works on for those who have it, but is not handed out again
        FileSystem.get(URI.create("file:///"), hadoop);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path place, FsPermission permission) throws IOException {
      if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        super.setPermission(place, permission);
        return;
      }
      String symbols =
          permission.getUserAction().SYMBOL
              + permission.getGroupAction().SYMBOL
              + permission.getOtherAction().SYMBOL;
      Files.setPosixFilePermissions(
          pathToFile(place).toPath(), PosixFilePermissions.fromString(symbols));
    }
  }
}
