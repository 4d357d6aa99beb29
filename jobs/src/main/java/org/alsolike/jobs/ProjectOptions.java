package org.alsolike.jobs;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.alsolike.jobs.run.Console;
import picocli.CommandLine.Option;

/** The options that most verbs share. */
final class ProjectOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "alsolike.yaml",
      description = "the project's configuration (default: ${DEFAULT-VALUE})")
  Path config;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "look at the shop as of the start of this day, such as 2011-11-09")
  LocalDate asOf;

  @Option(names = "--json", description = "print one JSON document for machines")
  boolean json;

  Optional<LocalDate> asOf() {
    return Optional.ofNullable(asOf);
  }

  Console console() {
    boolean live = Boolean.getBoolean("alsolike.live");
    Console.Look look = live ? Console.Look.TERMINAL : Console.Look.PLAIN;
    return new Console(System.out, System.err, json ? Console.Look.JSON : look);
  }
}
