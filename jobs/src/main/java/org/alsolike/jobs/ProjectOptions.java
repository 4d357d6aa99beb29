package org.alsolike.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import picocli.CommandLine.Option;

/** The options that most verbs share. */
final class ProjectOptions {

  private static final Path HERE = Path.of("alsolike.yaml");

  /** The example that comes with AlsoLike. */
  static final Path EXAMPLE =
      Path.of(System.getProperty("alsolike.home", "."))
          .resolve(Path.of("examples", "online-retail", "alsolike.yaml"));

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "the project's configuration (default: alsolike.yaml here; where there is none, look-ups"
              + " take the example of the quickstart)")
  Path config;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "look at the shop as of the start of this day, such as 2011-11-09")
  LocalDate asOf;

  @Option(names = "--json", description = "print one JSON document for machines")
  boolean json;

  /** The project named by -c, or the one in the current folder. */
  Project open() {
    return open(config == null ? HERE : config);
  }

  /** The same; where neither is there, the example, so that its look-ups need no option. */
  Project openExample() {
    return open(config != null ? config : Files.exists(HERE) ? HERE : EXAMPLE);
  }

  Project open(Path file) {
    return Project.open(file, Optional.ofNullable(asOf), Clock.systemUTC());
  }

  Console console() {
    boolean live = Boolean.getBoolean("alsolike.live");
    Console.Look look = live ? Console.Look.TERMINAL : Console.Look.PLAIN;
    return new Console(System.out, System.err, json ? Console.Look.JSON : look);
  }
}
