package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file at which whoever opens it to write stands still. */
record Pipe(Path place) implements AutoCloseable {

  static Pipe at(Path place) {
    try {
      Process making = new ProcessBuilder("mkfifo", place.toString()).inheritIO().start();
      assertThat(making.waitFor()).isZero();
      return new Pipe(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.delete(place);
  }
}
