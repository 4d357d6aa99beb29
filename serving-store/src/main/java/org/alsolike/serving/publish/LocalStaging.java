package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A staging area in a directory of this machine. */
public record LocalStaging(Path directory) implements Staging {

  private static final String UNFINISHED = ".unfinished";

  @Override
  public void put(Path local, String name) throws IOException {
    Files.createDirectories(directory);
    Path unfinished = directory.resolve(name + UNFINISHED);
    Files.move(local, unfinished, StandardCopyOption.REPLACE_EXISTING);
    Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public List<String> names() throws IOException {
    try (var paths = Files.list(directory)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(UNFINISHED))
          .sorted()
          .toList();
    }
  }

  @Override
  public void fetch(String name, Path local) throws IOException {
    Files.copy(directory.resolve(name), local);
  }
}
