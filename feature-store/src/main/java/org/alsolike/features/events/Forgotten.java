package org.alsolike.features.events;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.split;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/**
 * Customers who asked to be forgotten. Of them nothing is kept but a salted hash, by which their
 * rows are known when a source brings them again.
 *
 * @param salt random, of this workspace, of fixed length
 * @param hashes SHA-256 of salt and customer id in UTF-8, in hexadecimal digits
 */
public record Forgotten(String salt, SortedSet<String> hashes) {

  /** Why their rows are rejected. */
  public static final String REASON = "forgotten";

  /** What stands in the place of raw text that names one of them. */
  static final String WITHHELD = "(forgotten)";

  /** Ends an id in raw text. */
  private static final String BREAKS = "[^\\p{L}\\p{N}_-]+";

  public Forgotten {
    hashes = new TreeSet<>(hashes);
  }

  public static Forgotten nobody() {
    return new Forgotten("", new TreeSet<>());
  }

  public boolean none() {
    return hashes.isEmpty();
  }

  public String hash(String customer) {
    try {
      byte[] salted = (salt + customer).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(salted));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** The same and one more. */
  public Forgotten and(String customer) {
    TreeSet<String> all = new TreeSet<>(hashes);
    all.add(hash(customer));
    return new Forgotten(salt, all);
  }

  /** Whether a column's id is of one of them. */
  Column holds(Column customer) {
    return coalesce(known(customer), lit(false));
  }

  /** Whether a word of a text is the id of one of them. */
  Column named(Column text) {
    return coalesce(exists(split(text, BREAKS), this::known), lit(false));
  }

  private Column known(Column id) {
    return sha2(concat(lit(salt), id).cast("binary"), 256).isin(hashes.toArray());
  }
}
