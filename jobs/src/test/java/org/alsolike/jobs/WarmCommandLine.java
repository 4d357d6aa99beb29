package org.alsolike.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.jobs.CommandLineProcess.Started;

/**
 * The command line several times over in one process, which so starts once: for tests of what
 * commands say and leave, not of how a process begins and ends. It sees our classes alone, and the
 * one that runs them.
 */
final class WarmCommandLine implements AutoCloseable {

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  private WarmCommandLine(Process process) {
    this.process = process;
    requests = process.outputWriter(UTF_8);
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * @param cold how it is started, and where the user stands
   * @param scratch for the class that runs the others
   */
  static WarmCommandLine of(CommandLineProcess cold, Path scratch) {
    String file = WarmRunner.class.getName().replace('.', '/') + ".class";
    try (InputStream runner = WarmRunner.class.getResourceAsStream("/" + file)) {
      Path copy = scratch.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(runner, copy, StandardCopyOption.REPLACE_EXISTING);
      return new WarmCommandLine(
          cold.builder(WarmRunner.class, List.of(scratch.toString()), List.of())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for a command and does not wait for its end: for one with which the process ends. */
  synchronized Started start(String... arguments) {
    try {
      Path out = Files.createTempFile("alsolike-", ".out");
      Path err = Files.createTempFile("alsolike-", ".err");
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      ask(out, err, arguments);
      return new Started(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ask(Path out, Path err, String... arguments) throws IOException {
    List<String> request = new ArrayList<>(List.of(out.toString(), err.toString()));
    request.addAll(List.of(arguments));
    requests.write(String.join("\t", request) + "\n");
    requests.flush();
  }

  /** One at a time, whoever asks. */
  synchronized Ended run(String... arguments) {
    try {
      Path out = Files.createTempFile("alsolike-", ".out");
      Path err = Files.createTempFile("alsolike-", ".err");
      ask(out, err, arguments);
      String answer = answers.readLine();
      if (answer == null || !answer.matches("\\d+")) {
        throw new IllegalStateException(
            "An exit code is expected, but is %s; it wrote: %s"
                .formatted(answer, Files.readString(err)));
      }
      Ended ended =
          new Ended(Integer.parseInt(answer), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As kill -9 does it; the process is gone afterwards. */
  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
