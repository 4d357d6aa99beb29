package org.alsolike.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** JSON trees of the store's own files; fields are read by name and none is guessed. */
public final class Json {

  /** Reads trees only: binding classes would cost a reader a tenth of a second at its start. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static JsonNode parse(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(malformed.getOriginalMessage(), malformed);
    }
  }

  public static byte[] pretty(JsonNode tree) throws IOException {
    return (tree.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  public static String text(JsonNode object, String field) {
    return required(object, field, JsonNode::isTextual, "text").textValue();
  }

  public static long number(JsonNode object, String field) {
    return required(object, field, JsonNode::canConvertToLong, "a whole number").longValue();
  }

  /** A map in the order of the file. */
  public static <V> Map<String, V> map(JsonNode object, String field, Function<JsonNode, V> value) {
    var map = new LinkedHashMap<String, V>();
    required(object, field, JsonNode::isObject, "an object")
        .properties()
        .forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
    return map;
  }

  private static JsonNode required(
      JsonNode object, String field, Predicate<JsonNode> fits, String what) {
    var value = object.path(field);
    if (!fits.test(value)) {
      throw new IllegalArgumentException(
          field + " must be " + what + ", but is " + (value.isMissingNode() ? "missing" : value));
    }
    return value;
  }
}
