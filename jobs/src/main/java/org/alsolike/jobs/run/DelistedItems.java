package org.alsolike.jobs.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.alsolike.models.recommend.rules.Delisted;

/** The items that a command delisted, in a file of the workspace: a JSON array of their ids. */
public record DelistedItems(Path file) {

  /** What console, run.json and {@code rules check} call it. */
  public static final String RULE = "delisted_by_command";

  /**
   * @throws Stopped when the file is damaged: to go on would list them again
   */
  public SortedSet<String> read() {
    if (!Files.exists(file)) {
      return new TreeSet<>();
    }
    try {
      return new ObjectMapper().readValue(file.toFile(), new TypeReference<TreeSet<String>>() {});
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: cannot be read: %s; expected an array of item ids. Restore it, or delete it and delist the items again"
              .formatted(file, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  /** The rule that keeps them out of what is made from now on. */
  public Optional<Delisted> rule() {
    SortedSet<String> items = read();
    return items.isEmpty() ? Optional.empty() : Optional.of(new Delisted(RULE, List.copyOf(items)));
  }

  /** Replaces the file, whole or not at all. */
  public void write(SortedSet<String> items) throws IOException {
    Files.createDirectories(file.getParent());
    Path beside = file.resolveSibling(file.getFileName() + ".unfinished");
    new ObjectMapper().writeValue(beside.toFile(), items);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
