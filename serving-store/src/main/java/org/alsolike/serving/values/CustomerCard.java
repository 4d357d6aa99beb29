package org.alsolike.serving.values;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a customer at the as-of.
 *
 * @param facts a few named facts to show, such as {@code orders_365d}, as text and in order
 */
public record CustomerCard(Optional<String> country, Map<String, String> facts) {

  public CustomerCard {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
