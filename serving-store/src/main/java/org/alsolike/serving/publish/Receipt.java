package org.alsolike.serving.publish;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.serving.Json;
import org.alsolike.serving.PartContent;

/**
 * What one attempt at a partition stored. A partition without entries has no file.
 *
 * @param file its name in the staging area; empty where nothing was stored
 * @param bytes of the file
 * @param sha256 of the file, in hexadecimal; empty where nothing was stored
 * @param firstKey in hexadecimal, whose order is the unsigned byte order of the keys
 * @param lastKey likewise, inclusive
 * @param parts entries and content hash per part name
 * @param checks per part name: {@link org.alsolike.serving.PartCheck#check} over its entries
 */
public record Receipt(
    int partition,
    long attempt,
    String file,
    long bytes,
    String sha256,
    String firstKey,
    String lastKey,
    SortedMap<String, PartContent> parts,
    SortedMap<String, Long> checks)
    implements Serializable {

  public Receipt {
    parts = new TreeMap<>(parts);
    checks = new TreeMap<>(checks);
    if (!parts.keySet().equals(checks.keySet())) {
      throw new IllegalArgumentException(
          "checks must be of the parts %s, but are of %s"
              .formatted(parts.keySet(), checks.keySet()));
    }
  }

  /** The receipt of a partition without entries. */
  public static Receipt ofNothing(int partition, long attempt) {
    return new Receipt(partition, attempt, "", 0, "", "", "", new TreeMap<>(), new TreeMap<>());
  }

  public static String hex(byte[] key) {
    return HexFormat.of().formatHex(key);
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Entries over all parts. */
  public long entries() {
    return parts.values().stream().mapToLong(PartContent::entries).sum();
  }

  /** One line of JSON, from which {@link #parse} makes the same receipt. */
  public String toJson() {
    byte[] line =
        Json.compact(
            json -> {
              json.writeStartObject();
              json.writeNumberField("partition", partition);
              json.writeNumberField("attempt", attempt);
              json.writeStringField("file", file);
              json.writeNumberField("bytes", bytes);
              json.writeStringField("sha256", sha256);
              json.writeStringField("first_key", firstKey);
              json.writeStringField("last_key", lastKey);
              PartContent.write(json, "parts", parts);
              Json.numbers(json, "checks", checks);
              json.writeEndObject();
            });
    return new String(line, StandardCharsets.UTF_8);
  }

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static Receipt parse(String json) {
    var object = object(json);
    return new Receipt(
        Math.toIntExact(Json.number(object, "partition")),
        Json.number(object, "attempt"),
        Json.text(object, "file"),
        Json.number(object, "bytes"),
        Json.text(object, "sha256"),
        Json.text(object, "first_key"),
        Json.text(object, "last_key"),
        PartContent.parts(object, "parts"),
        new TreeMap<>(Json.map(object, "checks", check -> Json.asNumber("checks", check))));
  }

  private static Map<String, Object> object(String json) {
    try {
      return Json.object(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException malformed) {
      throw new IllegalArgumentException(
          "receipt must be JSON, but is \"" + json + "\"", malformed);
    }
  }
}
