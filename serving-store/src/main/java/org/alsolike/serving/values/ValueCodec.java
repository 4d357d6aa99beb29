package org.alsolike.serving.values;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final String IN_STOCK = "in_stock";
  private static final String COUNTRY = "country";
  private static final String FACTS = "facts";

  private ValueCodec() {}

  /** {@code [{"item":"22727","score":0.123456,"tier":"als"}]}, best first. */
  public static byte[] list(List<ListedItem> items) {
    return Json.compact(
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
    try {
      return List.copyOf(Json.list(value, ValueCodec::place));
    } catch (IOException | IllegalArgumentException malformed) {
      throw damaged(malformed);
    }
  }

  private static ListedItem place(JsonParser json) throws IOException {
    Json.requireObject(json, ITEM);
    String item = null;
    BigDecimal score = null;
    String tier = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case ITEM -> item = Json.text(json, ITEM);
        case SCORE -> score = Json.decimal(json, SCORE);
        case TIER -> tier = Json.text(json, TIER);
        default -> json.skipChildren();
      }
    }
    return new ListedItem(
        Json.present("text", ITEM, item),
        Json.present("a number", SCORE, score),
        Json.present("text", TIER, tier));
  }

  /** {@code {"probability":0.620000,"percentile":91,"reasons":["last order 2 days ago"]}}. */
  public static byte[] score(Score score) {
    return Json.compact(
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
    var object = object(value);
    var reasons = new ArrayList<String>();
    Json.list(object, REASONS).forEach(reason -> reasons.add(Json.asText(REASONS, reason)));
    return new Score(
        Json.decimal(object, PROBABILITY), (int) Json.number(object, PERCENTILE), reasons);
  }

  /** {@code {"holdout":false,"contactable":true}}. */
  public static byte[] membership(Membership membership) {
    return Json.compact(
        json -> {
          json.writeStartObject();
          json.writeBooleanField(HOLDOUT, membership.holdout());
          json.writeBooleanField(CONTACTABLE, membership.contactable());
          json.writeEndObject();
        });
  }

  public static Membership membership(byte[] value) {
    var object = object(value);
    return new Membership(Json.flag(object, HOLDOUT), Json.flag(object, CONTACTABLE));
  }

  /** {@code {"title":"REGENCY CAKESTAND 3 TIER","price":12.7500,"in_stock":true}}. */
  public static byte[] item(ItemCard item) {
    return Json.compact(
        json -> {
          json.writeStartObject();
          text(json, TITLE, item.title());
          text(json, CATEGORY, item.category());
          if (item.price().isPresent()) {
            number(json, PRICE, item.price().get());
          }
          if (item.inStock().isPresent()) {
            json.writeBooleanField(IN_STOCK, item.inStock().get());
          }
          json.writeEndObject();
        });
  }

  public static ItemCard item(byte[] value) {
    var object = object(value);
    var price =
        object.containsKey(PRICE)
            ? Optional.of(Json.decimal(object, PRICE))
            : Optional.<BigDecimal>empty();
    var inStock =
        object.containsKey(IN_STOCK)
            ? Optional.of(Json.flag(object, IN_STOCK))
            : Optional.<Boolean>empty();
    return new ItemCard(text(object, TITLE), text(object, CATEGORY), price, inStock);
  }

  /** {@code {"country":"Iceland","facts":{"orders_365d":"7"}}}. */
  public static byte[] customer(CustomerCard customer) {
    return Json.compact(
        json -> {
          json.writeStartObject();
          text(json, COUNTRY, customer.country());
          Json.texts(json, FACTS, customer.facts());
          json.writeEndObject();
        });
  }

  public static CustomerCard customer(byte[] value) {
    var object = object(value);
    return new CustomerCard(
        text(object, COUNTRY), Json.map(object, FACTS, fact -> Json.asText(FACTS, fact)));
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

  private static Map<String, Object> object(byte[] value) {
    try {
      return Json.object(value);
    } catch (IOException | IllegalArgumentException malformed) {
      throw damaged(malformed);
    }
  }

  private static StoreUnavailable damaged(Exception malformed) {
    return new StoreUnavailable(
        "A value of the store is not what a reader expects: " + malformed.getMessage(), malformed);
  }

  private static Optional<String> text(Map<String, Object> object, String field) {
    return object.containsKey(field) ? Optional.of(Json.text(object, field)) : Optional.empty();
  }
}
