package org.alsolike.jobs;

import static org.alsolike.jobs.run.Console.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.alsolike.jobs.forget.Delisting;
import org.alsolike.jobs.forget.Delisting.Outcome;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes items out of what is served, at once and without training, and keeps them out. */
@Command(
    name = "delist",
    description = "take items out of every served list, without training, and keep them out",
    mixinStandardHelpOptions = true)
final class DelistVerb implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "ITEM", description = "ids of items")
  private List<String> items;

  @Option(names = "--undo", description = "runs from now on may list these items again")
  private boolean undo;

  @Mixin private ProjectOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    if (items.stream().anyMatch(String::isBlank)) {
      throw new ParameterException(spec.commandLine(), "ITEM must be an id, but is blank");
    }
    SortedSet<String> ids = new TreeSet<>(items);
    Delisting delisting = new Delisting(options.open());
    Console console = options.console();
    if (undo) {
      SortedSet<String> left = delisting.undo(ids);
      console.line(
          left.isEmpty()
              ? "No item is delisted now. The next run may list these again."
              : "Still delisted: %s. The next run may list the others again."
                  .formatted(String.join(", ", left)));
      console.json(json(Map.of("delisted", left)));
      return 0;
    }
    Outcome outcome = Interruption.announced(console, () -> delisting.delist(ids));
    console.line(served(outcome));
    console.line(
        "Later runs keep out %s too, without training anew; `delist --undo ITEM` ends that."
            .formatted(String.join(", ", ids)));
    console.json(json(outcome));
    return 0;
  }

  private static String json(Object answer) throws JsonProcessingException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(answer);
  }

  private static String served(Outcome outcome) {
    if (outcome.version() == null) {
      return "Nothing is published.";
    }
    String removed =
        outcome.versions().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "Version %d is served, where %s entries are gone or shorter%s."
        .formatted(
            outcome.version(),
            count(outcome.entries()),
            removed.isEmpty() ? "" : "; removed version " + removed);
  }
}
