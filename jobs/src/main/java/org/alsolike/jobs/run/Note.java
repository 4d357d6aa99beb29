package org.alsolike.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.alsolike.serving.publish.DurableFiles;

/**
 * A small JSON document of a workspace; where it is there and cannot be read, nothing goes on.
 *
 * @param expected what it holds and what to do without it, as an error says it
 */
public record Note<T>(Path file, Class<T> type, String expected) {

  /**
   * @return empty where nothing was noted
   * @throws Stopped when the file is damaged
   */
  public Optional<T> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ObjectMapper().readValue(file.toFile(), type));
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: cannot be read: %s; expected %s"
              .formatted(file, e.getMessage().lines().findFirst().orElse(""), expected),
          e);
    }
  }

  /** Replaces it, whole or not at all; it is on disk before this returns. */
  public void write(T content) throws IOException {
    Files.createDirectories(file.getParent());
    DurableFiles.replace(
        file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
  }
}
