package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One whole run on the slice, made once for all tests, which only read it; whoever changes
 * something takes a copy.
 *
 * @param commandLines of which the first made it; they stay for what comes after
 * @param ended what the command line left
 */
record FirstRun(ShopProject project, WarmCommandLines commandLines, Ended ended)
    implements AutoCloseable {

  /** Makes the run when a test first asks for it, and removes it after the last test. */
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == FirstRun.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(Namespace.GLOBAL)
          .getOrComputeIfAbsent(FirstRun.class, key -> make(), FirstRun.class);
    }
  }

  private static FirstRun make() {
    try {
      Path folder = Files.createTempDirectory("alsolike-").resolve("a shop's folder");
      ShopProject project = SliceOfOnlineRetail.in(Files.createDirectory(folder));
      WarmCommandLines commandLines =
          new WarmCommandLines(
              () -> WarmCommandLine.of(onAFarHost(project), folder.resolveSibling("runner")));
      Ended ended = commandLines.run("run", "--master", "local[2]");
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      return new FirstRun(project, commandLines, ended);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Turkish has its own capital i, and Auckland is a day ahead of half the world. */
  private static CommandLineProcess onAFarHost(ShopProject project) {
    return project
        .commandLine()
        .withFewTasks()
        .with("-Duser.timezone=Pacific/Auckland", "-Duser.language=tr", "-Duser.country=TR");
  }

  /** Runs a command for a copy, in the process that made this run, or another that stays. */
  Ended run(ShopProject copy, String... arguments) {
    return commandLines.run(
        Stream.concat(Stream.of(arguments), Stream.of("-c", copy.config().toString()))
            .toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    commandLines.close();
    try (Stream<Path> files = Files.walk(project.folder().getParent())) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
