package org.alsolike.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * JSON as maps, lists, texts, decimals and flags; fields are read by name and none is guessed. It
 * stands on Jackson's streaming core alone, because Jackson's binding of classes would double the
 * time that a reader needs to start.
 */
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes a document. */
  @FunctionalInterface
  public interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  /** A document on one line, in UTF-8. */
  public static byte[] compact(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  /** A document for people, in UTF-8, ending with a line feed on every platform. */
  public static byte[] pretty(Writing writing) {
    return compact(
        json -> {
          var indenter = new DefaultIndenter("  ", "\n");
          json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter));
          writing.to(json);
          json.writeRaw('\n');
        });
  }

  /** Writes {@code "field":{"key":"text",...}}. */
  public static void texts(JsonGenerator json, String field, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (var text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  /** Writes {@code "field":{"key":1,...}}. */
  public static void numbers(JsonGenerator json, String field, Map<String, Long> numbers)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (var number : numbers.entrySet()) {
      json.writeNumberField(number.getKey(), number.getValue());
    }
    json.writeEndObject();
  }

  /**
   * A document that is an object.
   *
   * @throws JsonParseException when the text is not JSON
   * @throws IllegalArgumentException when it is another kind of document
   */
  public static Map<String, Object> object(byte[] text) throws IOException {
    return asObject("document", document(text));
  }

  /**
   * A document that is a list.
   *
   * @throws JsonParseException when the text is not JSON
   * @throws IllegalArgumentException when it is another kind of document
   */
  public static List<?> list(byte[] text) throws IOException {
    return asList("document", document(text));
  }

  /** Reads a value at which a parser stands, and leaves the parser at its end. */
  @FunctionalInterface
  public interface Reading<V> {
    V from(JsonParser json) throws IOException;
  }

  /**
   * A document that is a list, read element by element without a tree of it being made.
   *
   * @throws JsonParseException when the text is not JSON
   * @throws IllegalArgumentException when it is another kind of document
   */
  public static <V> List<V> list(byte[] text, Reading<V> element) throws IOException {
    return document(
        text,
        parser -> {
          if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw mustBe("a list", "document", value(parser));
          }
          var elements = new ArrayList<V>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.from(parser));
          }
          return elements;
        });
  }

  private static Object document(byte[] text) throws IOException {
    return document(text, Json::value);
  }

  private static <V> V document(byte[] text, Reading<V> reading) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new JsonParseException(parser, "the text is empty");
      }
      V document = reading.from(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something follows the end");
      }
      return document;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      default -> parser.getText();
    };
  }

  private static Map<String, Object> fields(JsonParser parser) throws IOException {
    var fields = new LinkedHashMap<String, Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<Object> elements(JsonParser parser) throws IOException {
    var elements = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  /** A parser must stand at the start of an object. */
  public static void requireObject(JsonParser json, String name) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw mustBe("an object", name, value(json));
    }
  }

  /** The text at which a parser stands. */
  public static String text(JsonParser json, String field) throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING
        ? json.getText()
        : asText(field, value(json));
  }

  /** The number at which a parser stands. */
  public static BigDecimal decimal(JsonParser json, String field) throws IOException {
    return json.currentToken().isNumeric()
        ? json.getDecimalValue()
        : as(BigDecimal.class, "a number", field, value(json));
  }

  /** A field that an object must have. */
  public static <V> V present(String what, String field, V value) {
    if (value == null) {
      throw mustBe(what, field, null);
    }
    return value;
  }

  public static String text(Map<?, ?> object, String field) {
    return asText(field, object.get(field));
  }

  public static long number(Map<?, ?> object, String field) {
    return asNumber(field, object.get(field));
  }

  public static BigDecimal decimal(Map<?, ?> object, String field) {
    return as(BigDecimal.class, "a number", field, object.get(field));
  }

  public static boolean flag(Map<?, ?> object, String field) {
    return as(Boolean.class, "true or false", field, object.get(field));
  }

  public static List<?> list(Map<?, ?> object, String field) {
    return asList(field, object.get(field));
  }

  /** A map in the order of the text. */
  public static <V> Map<String, V> map(Map<?, ?> object, String field, Function<Object, V> value) {
    var map = new LinkedHashMap<String, V>();
    asObject(field, object.get(field)).forEach((key, found) -> map.put(key, value.apply(found)));
    return map;
  }

  public static String asText(String name, Object value) {
    return as(String.class, "text", name, value);
  }

  public static long asNumber(String name, Object value) {
    try {
      return as(BigDecimal.class, "a whole number", name, value).longValueExact();
    } catch (ArithmeticException broken) {
      throw mustBe("a whole number", name, value);
    }
  }

  public static Map<String, Object> asObject(String name, Object value) {
    var object = new LinkedHashMap<String, Object>();
    Map<?, ?> fields = as(Map.class, "an object", name, value);
    for (var field : fields.entrySet()) {
      object.put(field.getKey().toString(), field.getValue());
    }
    return object;
  }

  private static List<?> asList(String name, Object value) {
    return as(List.class, "a list", name, value);
  }

  private static <T> T as(Class<T> type, String what, String name, Object value) {
    if (!type.isInstance(value)) {
      throw mustBe(what, name, value);
    }
    return type.cast(value);
  }

  private static IllegalArgumentException mustBe(String what, String name, Object value) {
    return new IllegalArgumentException(
        name + " must be " + what + ", but is " + (value == null ? "missing" : value));
  }
}
