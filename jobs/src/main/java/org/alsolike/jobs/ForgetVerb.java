package org.alsolike.jobs;

import static org.alsolike.jobs.run.Console.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.alsolike.jobs.forget.Forgetting;
import org.alsolike.jobs.forget.Receipt;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Erases a customer, and keeps them from coming back. */
@Command(
    name = "forget",
    description = "erase a customer from the store and the workspace, for good",
    mixinStandardHelpOptions = true)
final class ForgetVerb implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "CUSTOMER", description = "a customer's id")
  private String customer;

  @Mixin private ProjectOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    if (customer.isBlank()) {
      throw new ParameterException(spec.commandLine(), "CUSTOMER must be an id, but is blank");
    }
    Console console = options.console();
    Forgetting forgetting = new Forgetting(options.open());
    Receipt receipt = Interruption.announced(console, () -> forgetting.forget(customer));
    console.line(served(receipt));
    console.line(
        "Deleted: %s files of snapshots, %s of exports, %s staged, %s logs; the next run writes new ones."
            .formatted(
                count(receipt.snapshots()),
                count(receipt.exports()),
                count(receipt.staged()),
                count(receipt.logs())));
    console.line(
        "Proof: the id is in none of %s files of the workspace and %s entries of the store."
            .formatted(count(receipt.filesRead()), count(receipt.entriesRead())));
    console.line(
        "The sources are yours: rows of this customer in them are rejected as forgotten from now on.");
    console.json(
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(receipt));
    return 0;
  }

  private static String served(Receipt receipt) {
    if (receipt.version() == null) {
      return "Nothing is published.";
    }
    String removed =
        receipt.versions().isEmpty()
            ? "no other version was there"
            : "removed version "
                + receipt.versions().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
    return "Version %d is served, without %s entries of the customer; %s."
        .formatted(receipt.version(), count(receipt.entries()), removed);
  }
}
