package org.alsolike.serving.values;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alsolike.serving.Json;
import org.alsolike.serving.StoreUnavailable;

/**
 * Values as compact JSON in UTF-8: fields in a fixed order, numbers with fixed decimals, absent
 * fields left out, so that equal values are equal bytes on every platform.
 */
public final class ValueCodec {

  private static final String ITEM = "item";
  private static final String SCORE = "score";
  private static final String TIER = "tier";
  private static final String PROBABILITY = "probability";
  private static final String PERCENTILE = "percentile";
  private static final String REASONS = "reasons";
  private static final String HOLDOUT = "holdout";
  private static final String CONTACTABLE = "contactable";
  private static final String TITLE = "title";
  private static final String CATEGORY = "category";
  private static final String PRICE = "price";
  private static final String COUNTRY = "country";
  private static final String FACTS = "facts";

  private ValueCodec() {}

  /** {@code [{"item":"22727","score":0.123456,"tier":"als"}]}, best first. */
  public static byte[] list(List<ListedItem> items) {
    return written(
        json -> {
          json.writeStartArray();
          for (ListedItem item : items) {
            json.writeStartObject();
            json.writeStringField(ITEM, item.item());
            number(json, SCORE, item.score());
            json.writeStringField(TIER, item.tier());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  public static List<ListedItem> list(byte[] value) {
    var items = new ArrayList<ListedItem>();
    for (JsonNode item : read(value)) {
      items.add(new ListedItem(Json.text(item, ITEM), decimal(item, SCORE), Json.text(item, TIER)));
    }
    return List.copyOf(items);
  }

  /** {@code {"probability":0.620000,"percentile":91,"reasons":["last order 2 days ago"]}}. */
  public static byte[] score(Score score) {
    return written(
        json -> {
          json.writeStartObject();
          number(json, PROBABILITY, score.probability());
          json.writeNumberField(PERCENTILE, score.percentile());
          json.writeArrayFieldStart(REASONS);
          for (String reason : score.reasons()) {
            json.writeString(reason);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  public static Score score(byte[] value) {
    JsonNode tree = read(value);
    var reasons = new ArrayList<String>();
    tree.path(REASONS).forEach(reason -> reasons.add(reason.textValue()));
    return new Score(decimal(tree, PROBABILITY), (int) Json.number(tree, PERCENTILE), reasons);
  }

  /** {@code {"holdout":false,"contactable":true}}. */
  public static byte[] membership(Membership membership) {
    return written(
        json -> {
          json.writeStartObject();
          json.writeBooleanField(HOLDOUT, membership.holdout());
          json.writeBooleanField(CONTACTABLE, membership.contactable());
          json.writeEndObject();
        });
  }

  public static Membership membership(byte[] value) {
    JsonNode tree = read(value);
    return new Membership(tree.path(HOLDOUT).booleanValue(), tree.path(CONTACTABLE).booleanValue());
  }

  /** {@code {"title":"REGENCY CAKESTAND 3 TIER","price":12.7500}}. */
  public static byte[] item(ItemCard item) {
    return written(
        json -> {
          json.writeStartObject();
          text(json, TITLE, item.title());
          text(json, CATEGORY, item.category());
          if (item.price().isPresent()) {
            number(json, PRICE, item.price().get());
          }
          json.writeEndObject();
        });
  }

  public static ItemCard item(byte[] value) {
    JsonNode tree = read(value);
    var price = tree.has(PRICE) ? Optional.of(decimal(tree, PRICE)) : Optional.<BigDecimal>empty();
    return new ItemCard(text(tree, TITLE), text(tree, CATEGORY), price);
  }

  /** {@code {"country":"Iceland","facts":{"orders_365d":"7"}}}. */
  public static byte[] customer(CustomerCard customer) {
    return written(
        json -> {
          json.writeStartObject();
          text(json, COUNTRY, customer.country());
          json.writeObjectFieldStart(FACTS);
          for (var fact : customer.facts().entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  public static CustomerCard customer(byte[] value) {
    JsonNode tree = read(value);
    return new CustomerCard(text(tree, COUNTRY), Json.map(tree, FACTS, JsonNode::asText));
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] written(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  private static void number(JsonGenerator json, String field, BigDecimal number)
      throws IOException {
    json.writeFieldName(field);
    json.writeNumber(number.toPlainString());
  }

  private static void text(JsonGenerator json, String field, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      json.writeStringField(field, text.get());
    }
  }

  private static JsonNode read(byte[] value) {
    try {
      return Json.parse(value);
    } catch (IOException damaged) {
      throw new StoreUnavailable(
          "A value of the store is not JSON, so the store is damaged", damaged);
    }
  }

  private static BigDecimal decimal(JsonNode tree, String field) {
    return tree.required(field).decimalValue();
  }

  private static Optional<String> text(JsonNode tree, String field) {
    return Optional.ofNullable(tree.path(field).textValue());
  }
}
