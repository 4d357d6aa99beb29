package org.alsolike.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.alsolike.serving.Json;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.PartContent;
import org.alsolike.serving.reader.CustomerList;
import org.alsolike.serving.reader.Health;
import org.alsolike.serving.reader.ItemList;
import org.alsolike.serving.reader.ServedVersion;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.ValueCodec;

/** Answers as JSON. Each begins with the version and its as-of; values look as in the store. */
record AnswerJson(ServedVersion version) {

  byte[] customerLists(List<CustomerList> lists) {
    return answers(
        "lists",
        json -> {
          for (CustomerList list : lists) {
            begin(json, list.id(), list.list(), list.source().tier());
            json.writeStringField("customer", list.customer());
            if (list.country().isPresent()) {
              json.writeStringField("country", list.country().get());
            }
            end(json, list.items());
          }
        });
  }

  byte[] itemLists(List<ItemList> lists) {
    return answers(
        "lists",
        json -> {
          for (ItemList list : lists) {
            begin(json, list.id(), list.list(), list.tier());
            json.writeStringField("item", list.item());
            end(json, list.items());
          }
        });
  }

  private static void begin(JsonGenerator json, String id, String list, String tier)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("list", list);
    json.writeStringField("tier", tier);
  }

  private static void end(JsonGenerator json, List<ListedItem> items) throws IOException {
    raw(json, "items", ValueCodec.list(items));
    json.writeEndObject();
  }

  /** Per id an object that holds a value of the store under each name. */
  <V> byte[] named(
      String field,
      String id,
      List<String> ids,
      Function<String, SortedMap<String, V>> values,
      Function<V, byte[]> codec) {
    return answers(
        field,
        json -> {
          for (String each : ids) {
            json.writeStartObject();
            json.writeStringField(id, each);
            json.writeObjectFieldStart(field);
            for (Map.Entry<String, V> value : values.apply(each).entrySet()) {
              raw(json, value.getKey(), codec.apply(value.getValue()));
            }
            json.writeEndObject();
            json.writeEndObject();
          }
        });
  }

  /** Per id what is known, or {@code "known":false}. */
  <V> byte[] cards(
      String field,
      String id,
      List<String> ids,
      Function<String, Optional<V>> cards,
      Function<V, byte[]> codec) {
    return answers(
        field,
        json -> {
          for (String each : ids) {
            Optional<V> card = cards.apply(each);
            json.writeStartObject();
            json.writeStringField(id, each);
            json.writeBooleanField("known", card.isPresent());
            if (card.isPresent()) {
              raw(json, "card", codec.apply(card.get()));
            }
            json.writeEndObject();
          }
        });
  }

  byte[] version(Health health) {
    Manifest manifest = version.manifest();
    return Json.compact(
        json -> {
          begin(json);
          json.writeStringField("project", manifest.project());
          json.writeStringField("created_at", manifest.createdAt().toString());
          json.writeStringField("fingerprint", manifest.fingerprint());
          json.writeStringField("state", health.state().word());
          if (health.trouble().isPresent()) {
            json.writeStringField("trouble", health.trouble().get());
          }
          PartContent.write(json, "parts", manifest.parts());
          json.writeEndObject();
        });
  }

  private byte[] answers(String field, Json.Writing entries) {
    return Json.compact(
        json -> {
          begin(json);
          json.writeArrayFieldStart(field);
          entries.to(json);
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void begin(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", version.version());
    json.writeStringField("as_of", version.manifest().asOf().toString());
  }

  private static void raw(JsonGenerator json, String field, byte[] value) throws IOException {
    json.writeFieldName(field);
    json.writeRawValue(new String(value, StandardCharsets.UTF_8));
  }
}
