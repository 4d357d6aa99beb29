package org.alsolike.jobs.forget;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.TreeSet;
import org.alsolike.features.events.Forgotten;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Stopped;

/**
 * Who was forgotten in a workspace, as salted hashes in a file of it. The salt is the one thing
 * here that is drawn by chance: with a known one, ids could be tried.
 */
public record Tombstones(Path file) {

  private static final int SALT_BYTES = 16;

  /**
   * @throws Stopped when the file is damaged: to go on would bring the forgotten back
   */
  public Forgotten read() {
    if (!Files.exists(file)) {
      return Forgotten.nobody();
    }
    try {
      return new ObjectMapper().readValue(file.toFile(), Forgotten.class);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: cannot be read: %s; expected salt and hashes. Restore it from a backup: without it, whoever was forgotten would come back"
              .formatted(file, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  /** Adds a customer, on disk before this returns. */
  Forgotten add(String customer) throws IOException {
    Forgotten before = read();
    Forgotten salted = before.none() ? new Forgotten(salt(), new TreeSet<>()) : before;
    Forgotten after = salted.and(customer);
    Files.createDirectories(file.getParent());
    Path beside = file.resolveSibling(file.getFileName() + ".unfinished");
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(beside.toFile(), after);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    return after;
  }

  private static String salt() {
    byte[] bytes = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
