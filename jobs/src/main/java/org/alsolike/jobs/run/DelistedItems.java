package org.alsolike.jobs.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.alsolike.models.recommend.rules.Delisted;

/** The items that a command delisted, in a file of the workspace: a JSON array of their ids. */
public record DelistedItems(Path file) {

  private Note<String[]> note() {
    return new Note<>(
        file,
        String[].class,
        "an array of item ids. Restore it, or delete it and delist the items again");
  }

  /**
   * @throws Stopped when the file is damaged: to go on would list them again
   */
  public SortedSet<String> read() {
    return new TreeSet<>(note().read().map(List::of).orElse(List.of()));
  }

  /** The rule that keeps them out of what is made from now on. */
  public Optional<Delisted> rule() {
    SortedSet<String> items = read();
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(new Delisted(Delisted.BY_COMMAND, List.copyOf(items)));
  }

  public void write(SortedSet<String> items) throws IOException {
    note().write(items.toArray(String[]::new));
  }
}
