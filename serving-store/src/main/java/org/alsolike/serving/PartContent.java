package org.alsolike.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one part holds, or a share of it.
 *
 * @param entries how many keys
 * @param hash over these entries
 */
public record PartContent(long entries, ContentHash hash) implements Serializable {

  public static final PartContent EMPTY = new PartContent(0, ContentHash.OF_NOTHING);

  private static final String ENTRIES = "entries";
  private static final String HASH = "content_hash";

  public PartContent plus(PartContent other) {
    return new PartContent(entries + other.entries, hash.plus(other.hash));
  }

  /** Writes both as fields of the object that is being written. */
  void write(JsonGenerator json) throws IOException {
    json.writeNumberField(ENTRIES, entries);
    json.writeStringField(HASH, hash.toString());
  }

  /** Writes a map of contents per part name as a field. */
  public static void write(JsonGenerator json, String field, Map<String, PartContent> parts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (var part : parts.entrySet()) {
      json.writeObjectFieldStart(part.getKey());
      part.getValue().write(json);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  static PartContent of(Map<String, Object> object) {
    return new PartContent(
        Json.number(object, ENTRIES), ContentHash.parse(Json.text(object, HASH)));
  }

  /** What {@link #write(JsonGenerator, String, Map)} wrote. */
  public static SortedMap<String, PartContent> parts(Map<String, Object> object, String field) {
    return new TreeMap<>(Json.map(object, field, part -> of(Json.asObject(field, part))));
  }
}
