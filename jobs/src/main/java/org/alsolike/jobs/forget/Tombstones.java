package org.alsolike.jobs.forget;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.TreeSet;
import org.alsolike.features.events.Forgotten;
import org.alsolike.jobs.run.Note;

/**
 * Who was forgotten in a workspace, as salted hashes in a file of it. The salt is the one thing
 * here that is drawn by chance: with a known one, ids could be tried.
 */
public record Tombstones(Path file) {

  private static final int SALT_BYTES = 16;

  private Note<Forgotten> note() {
    return new Note<>(
        file,
        Forgotten.class,
        "salt and hashes. Restore it from a backup: without it, whoever was forgotten would come back");
  }

  /**
   * @throws org.alsolike.jobs.run.Stopped when the file is damaged: to go on would bring the
   *     forgotten back
   */
  public Forgotten read() {
    return note().read().orElseGet(Forgotten::nobody);
  }

  /** Adds a customer, on disk before this returns. */
  Forgotten add(String customer) throws IOException {
    Forgotten before = read();
    Forgotten salted = before.none() ? new Forgotten(salt(), new TreeSet<>()) : before;
    Forgotten after = salted.and(customer);
    note().write(after);
    return after;
  }

  private static String salt() {
    byte[] bytes = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
