package org.alsolike.jobs;

import java.util.concurrent.Callable;
import org.alsolike.jobs.lookup.CustomerPage;
import org.alsolike.jobs.lookup.ItemPage;
import org.alsolike.jobs.run.Project;
import org.alsolike.serving.reader.ServedVersion;
import org.alsolike.serving.reader.ServingReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks a customer or an item up in the served version, without starting Spark. */
@Command(
    name = "show",
    description = "look a customer or an item up in the served version",
    mixinStandardHelpOptions = true)
final class ShowVerb implements Callable<Integer> {

  /** What can be looked up. */
  enum Kind {
    CUSTOMER,
    ITEM
  }

  @Parameters(index = "0", paramLabel = "customer|item", description = "what to look up")
  private Kind kind;

  @Parameters(index = "1", paramLabel = "ID", description = "its id")
  private String id;

  @Mixin private ProjectOptions options;

  @Override
  public Integer call() {
    Project project = options.openExample();
    try (ServingReader reader = project.store().reader();
        ServedVersion version = reader.hold()) {
      String page =
          switch (kind) {
            case CUSTOMER -> customer(CustomerPage.of(version, id));
            case ITEM -> item(ItemPage.of(version, id));
          };
      System.out.println(page);
    }
    return 0;
  }

  private String customer(CustomerPage page) {
    return options.json ? page.json() : page.text();
  }

  private String item(ItemPage page) {
    return options.json ? page.json() : page.text();
  }
}
