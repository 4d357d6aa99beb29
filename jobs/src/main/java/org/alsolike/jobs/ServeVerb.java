package org.alsolike.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.serving.http.HttpService;
import org.alsolike.serving.http.ServeSettings;
import org.alsolike.serving.reader.ServingReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers HTTP from the served version until it is told to stop, without starting Spark. */
@Command(
    name = "serve",
    description = "answer HTTP from the served version, read-only",
    mixinStandardHelpOptions = true)
final class ServeVerb implements Callable<Integer> {

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "listen at this address (default: ${DEFAULT-VALUE}); another needs a token")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "listen at this port (default: ${DEFAULT-VALUE}; 0: any free one)")
  private int port;

  @Option(
      names = "--token-env",
      paramLabel = "NAME",
      defaultValue = "ALSOLIKE_TOKEN",
      description =
          "the environment variable that holds the bearer token (default: ${DEFAULT-VALUE})")
  private String tokenVariable;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "a further name by which clients call this service; may be repeated")
  private List<String> names = List.of();

  @Option(
      names = "--stale-after",
      paramLabel = "HOURS",
      defaultValue = "48",
      description = "hours after its as-of at which a version is stale (default: ${DEFAULT-VALUE})")
  private long staleAfter;

  @Mixin private ProjectOptions options;

  @Override
  public Integer call() throws InterruptedException {
    ServeSettings settings = settings();
    try (ServingReader reader = options.openExample().store().reader();
        HttpService service =
            HttpService.start(reader, settings, Clock.systemUTC(), ServeVerb::log)) {
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
      System.out.printf(
          "Serving version %d at %s (openapi.json says what can be asked). Ctrl-C stops.%n",
          reader.version(), service.address());
      service.join();
    }
    return 0;
  }

  private ServeSettings settings() {
    try {
      return new ServeSettings(
          host,
          port,
          Optional.ofNullable(System.getenv(tokenVariable)),
          names,
          Duration.ofHours(staleAfter));
    } catch (IllegalArgumentException wrong) {
      throw new ConfigError("serve: " + wrong.getMessage());
    }
  }

  private static void log(String line) {
    System.err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }
}
