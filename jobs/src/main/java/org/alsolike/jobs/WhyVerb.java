package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.steps.WhyInquiry;
import org.alsolike.jobs.store.Stores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells why a customer is shown an item, or is not: as of the served version, unless said. */
@Command(
    name = "why",
    description = "say why a customer is shown an item, or is not",
    mixinStandardHelpOptions = true)
final class WhyVerb implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "CUSTOMER", description = "a customer's id")
  private String customer;

  @Parameters(index = "1", paramLabel = "ITEM", description = "an item's id")
  private String item;

  @Mixin private ProjectOptions project;
  @Mixin private RunOptions run;

  @Override
  public Integer call() {
    return run.ask(new WhyInquiry(customer, item), asServed(), project.console());
  }

  private Project asServed() {
    Project today = project.openExample();
    return project.asOf != null
        ? today
        : Stores.served(today).map(served -> today.at(served.asOf())).orElse(today);
  }
}
