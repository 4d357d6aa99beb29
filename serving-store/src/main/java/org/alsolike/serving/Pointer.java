package org.alsolike.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which version is served: the file SERVED, a row or a key. It is replaced as a whole, so all of
 * this changes at one instant.
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
    return Optional.of(parse(Files.readAllBytes(store.served()), store.served().toString()));
  }

  /**
   * What the bytes of a pointer say.
   *
   * @param place what an error names
   */
  public static Pointer parse(byte[] bytes, String place) {
    try {
      return of(Json.object(bytes));
    } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
      throw new StoreUnavailable(
          "%s is damaged: %s. Nothing was changed; restore it from a backup."
              .formatted(place, reason(damaged)),
          damaged);
    }
  }

  private static Pointer of(Map<String, Object> object) {
    var lastServed = new TreeMap<Long, Instant>();
    Json.map(object, LAST_SERVED, at -> Instant.parse(Json.asText(LAST_SERVED, at)))
        .forEach((version, at) -> lastServed.put(Long.valueOf(version), at));
    return new Pointer(
        Json.number(object, VERSION),
        Json.number(object, HIGHEST),
        Json.number(object, TOKEN),
        Instant.parse(Json.text(object, SWITCHED_AT)),
        lastServed,
        Json.map(object, REFUSED, version -> Json.asNumber(REFUSED, version)));
  }

  /**
   * When the kept versions stopped being served, as far as that is possible by this clock: one that
   * was set back must not keep a version until it has caught up.
   */
  public SortedMap<Long, Instant> lastServedBy(Instant now) {
    var possible = new TreeMap<Long, Instant>();
    lastServed.forEach((kept, at) -> possible.put(kept, at.isAfter(now) ? now : at));
    return possible;
  }

  /** The same as one document. */
  public byte[] bytes() {
    return Json.pretty(
        json -> {
          json.writeStartObject();
          json.writeNumberField(VERSION, version);
          json.writeNumberField(HIGHEST, highest);
          json.writeNumberField(TOKEN, token);
          json.writeStringField(SWITCHED_AT, switchedAt.toString());
          var retired = new LinkedHashMap<String, String>();
          lastServed.forEach((number, at) -> retired.put(number.toString(), at.toString()));
          Json.texts(json, LAST_SERVED, retired);
          Json.numbers(json, REFUSED, new TreeMap<>(refused));
          json.writeEndObject();
        });
  }

  private static String reason(Exception damaged) {
    return damaged instanceof JsonProcessingException malformed
        ? malformed.getOriginalMessage()
        : damaged.getMessage();
  }
}
