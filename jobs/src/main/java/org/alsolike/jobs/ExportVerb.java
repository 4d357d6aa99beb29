package org.alsolike.jobs;

import static org.alsolike.jobs.run.Console.count;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.alsolike.jobs.exports.ExportCheck;
import org.alsolike.jobs.exports.ExportManifest;
import org.alsolike.jobs.exports.ExportedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What there is to ask about exported files. */
@Command(
    name = "export",
    description = "look at exported files",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "verify",
    subcommands = ExportVerb.Verify.class)
final class ExportVerb implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: alsolike export verify DIR");
  }

  /** Starts no Spark, and needs no project: an export may be checked wherever it was copied to. */
  @Command(
      name = "verify",
      description = "compare every file of an export with its manifest",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {

    @Parameters(
        index = "0",
        paramLabel = "DIR",
        description = "the folder that holds manifest.json")
    private Path folder;

    @Option(names = "--json", description = "print one JSON document for machines")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      ExportManifest whole = new ExportCheck(folder).whole();
      long rows = whole.files().stream().mapToLong(ExportedFile::rows).sum();
      spec.commandLine().getOut().println(json ? json(whole, rows) : line(whole, rows));
      spec.commandLine().getOut().flush();
      return 0;
    }

    private String line(ExportManifest whole, long rows) {
      return "%s is whole: %s files, %s rows, %s bytes, as of %s, fingerprint %.12s"
          .formatted(
              folder,
              count(whole.files().size()),
              count(rows),
              count(whole.bytes()),
              whole.asOf(),
              whole.fingerprint());
    }

    private String json(ExportManifest whole, long rows) {
      return new ObjectMapper()
          .createObjectNode()
          .put("export", folder.toString())
          .put("whole", true)
          .put("files", whole.files().size())
          .put("rows", rows)
          .put("bytes", whole.bytes())
          .put("as_of", whole.asOf())
          .put("fingerprint", whole.fingerprint())
          .toPrettyString();
    }
  }
}
