package org.alsolike.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.alsolike.jobs.config.Canonical;
import org.alsolike.models.recommend.Recommender;

/** The hyperparameters of a recommender as JSON, by the keys of the configuration. */
final class UsedValues {

  private static final ObjectMapper JSON = new ObjectMapper();

  private UsedValues() {}

  /** Numbers are numbers, durations as ISO 8601 writes them; a blend's models are nested. */
  static ObjectNode of(Recommender recommender) throws JsonProcessingException {
    ObjectNode values = (ObjectNode) typed(JSON.readTree(Canonical.json(recommender)));
    values.remove("kind");
    return values;
  }

  private static JsonNode typed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(name -> object.set(name, typed(object.get(name))));
      return object;
    }
    if (node instanceof ArrayNode array) {
      for (int at = 0; at < array.size(); at++) {
        array.set(at, typed(array.get(at)));
      }
      return array;
    }
    String text = node.asText();
    if (text.matches("true|false")) {
      return BooleanNode.valueOf(Boolean.parseBoolean(text));
    }
    return text.matches("-?[0-9.]+(E-?[0-9]+)?") ? DecimalNode.valueOf(new BigDecimal(text)) : node;
  }
}
