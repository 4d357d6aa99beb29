package org.alsolike.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

  private static final URI FILES = URI.create("file:///");

  @Test
  void givesAFileThePermissionsThatAreAskedFor(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("a file"));
    try (FileSystem files = new LocalFiles()) {
      files.initialize(FILES, new Configuration());
      for (String wanted : new String[] {"640", "755", "600"}) {
        files.setPermission(new org.apache.hadoop.fs.Path(file.toUri()), new FsPermission(wanted));

        assertThat(octal(file)).isEqualTo(wanted);
      }
    }
  }

  private static String octal(Path file) throws IOException {
    String symbols = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    int bits = Integer.parseInt(symbols.replaceAll("[rwx]", "1").replace('-', '0'), 2);
    return Integer.toOctalString(bits);
  }

  @Test
  void takesThePlaceOfTheOneThatHadoopKept() throws IOException {
    FileSystem before = FileSystem.get(FILES, new Configuration());

    LocalFiles.install();

    assertThat(FileSystem.get(FILES, new Configuration()))
        .isInstanceOf(LocalFiles.class)
        .isNotSameAs(before);
    assertThat(before.exists(new org.apache.hadoop.fs.Path("/"))).as("works on").isTrue();
  }
}
