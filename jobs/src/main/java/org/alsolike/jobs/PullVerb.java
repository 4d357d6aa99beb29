package org.alsolike.jobs;

import static org.alsolike.jobs.run.Console.count;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Interruption;
import org.alsolike.jobs.run.Project;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.reader.VersionSource;
import org.alsolike.serving.store.Rocksdb;
import org.alsolike.serving.store.ServingStore;
import org.alsolike.serving.store.VersionCopy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For the machines that serve: brings the served version of a store into a local one. */
@Command(
    name = "pull",
    description = "copy the version that a store serves into a local store, verified and switched",
    mixinStandardHelpOptions = true)
final class PullVerb implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description =
          "the folder of a RocksDB store, or a project's alsolike.yaml, whose store is read")
  private Path from;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "the folder of the local store, made with the first version")
  private Path into;

  @Option(
      names = "--allow-older",
      description = "also where a later as-of is served locally, such as after a rollback")
  private boolean allowOlder;

  @Option(names = "--json", description = "print one JSON document for machines")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Interruption.announced(new Console(System.out, System.err, Console.Look.PLAIN), this::pull);
    return 0;
  }

  private void pull() {
    Clock clock = Clock.systemUTC();
    Path scratch = into.resolveSibling(into.getFileName() + ".pulled");
    OlderAsOf older = allowOlder ? OlderAsOf.PUBLISH : OlderAsOf.REFUSE;
    try (VersionSource source = store(clock).source()) {
      Publication pulled =
          new VersionCopy(
                  source, new Rocksdb(into.toString()), Retention.defaults(), clock, scratch)
              .run(older);
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? json(pulled) : line(pulled));
      out.flush();
    }
  }

  private ServingStore store(Clock clock) {
    if (Files.isRegularFile(from)) {
      return Project.open(from, Optional.empty(), clock).store();
    }
    if (Files.isDirectory(from)) {
      return new Rocksdb(from.toString());
    }
    throw new ConfigError(
        "%s: there is nothing there; expected the folder of a store, or an alsolike.yaml"
            .formatted(from));
  }

  private String line(Publication pulled) {
    Manifest manifest = pulled.manifest();
    if (pulled.outcome() == Outcome.ALREADY_SERVED) {
      return "Nothing to do: version %d of %s holds what is served there (as of %s)."
          .formatted(manifest.version(), into, manifest.asOf());
    }
    return "Version %d of %s is served: %s entries, as of %s, fingerprint %.12s"
        .formatted(
            manifest.version(),
            into,
            count(manifest.whole().entries()),
            manifest.asOf(),
            manifest.fingerprint());
  }

  private static String json(Publication pulled) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document
        .put("status", pulled.outcome() == Outcome.ALREADY_SERVED ? "nothing to do" : "done")
        .put("version", pulled.manifest().version());
    VersionsVerb.describe(pulled.manifest(), document);
    return document.toPrettyString();
  }
}
