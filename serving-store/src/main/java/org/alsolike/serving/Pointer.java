package org.alsolike.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the file SERVED says. It is replaced as a whole, so all of this changes at one instant.
 *
 * @param version the version that is served
 * @param highest the highest version that was ever served; anything above is a leftover
 * @param token the fencing token of the publisher that wrote this; grows with every switch
 * @param switchedAt when this version began to be served
 * @param lastServed per version that is still kept, when it stopped being served
 * @param refused fingerprints of versions that were rolled back, with the version's number
 */
public record Pointer(
    long version,
    long highest,
    long token,
    Instant switchedAt,
    SortedMap<Long, Instant> lastServed,
    Map<String, Long> refused) {

  private static final String VERSION = "version";
  private static final String HIGHEST = "highest";
  private static final String TOKEN = "token";
  private static final String SWITCHED_AT = "switched_at";
  private static final String LAST_SERVED = "last_served";
  private static final String REFUSED = "refused";

  /** The pointer of a store, or nothing where nothing was ever published. */
  public static Optional<Pointer> read(StoreLayout store) throws IOException {
    if (!Files.exists(store.served())) {
      return Optional.empty();
    }
    return Optional.of(parse(Files.readAllBytes(store.served()), store));
  }

  /** What the bytes of SERVED say. */
  public static Pointer parse(byte[] bytes, StoreLayout store) {
    try {
      return of(Json.parse(bytes));
    } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
      throw new StoreUnavailable(
          "%s is damaged: %s. Nothing was changed; restore the file from a backup."
              .formatted(store.served(), reason(damaged)),
          damaged);
    }
  }

  private static Pointer of(JsonNode tree) {
    var lastServed = new TreeMap<Long, Instant>();
    Json.map(tree, LAST_SERVED, JsonNode::textValue)
        .forEach((version, at) -> lastServed.put(Long.valueOf(version), Instant.parse(at)));
    return new Pointer(
        Json.number(tree, VERSION),
        Json.number(tree, HIGHEST),
        Json.number(tree, TOKEN),
        Instant.parse(Json.text(tree, SWITCHED_AT)),
        lastServed,
        Json.map(tree, REFUSED, JsonNode::longValue));
  }

  /** The bytes of SERVED. */
  public byte[] bytes() throws IOException {
    var tree = Json.object();
    tree.put(VERSION, version).put(HIGHEST, highest).put(TOKEN, token);
    tree.put(SWITCHED_AT, switchedAt.toString());
    var retired = tree.putObject(LAST_SERVED);
    lastServed.forEach((number, at) -> retired.put(number.toString(), at.toString()));
    var rolledBack = tree.putObject(REFUSED);
    refused.forEach(rolledBack::put);
    return Json.pretty(tree);
  }

  private static String reason(Exception damaged) {
    return damaged instanceof JsonProcessingException malformed
        ? malformed.getOriginalMessage()
        : damaged.getMessage();
  }
}
