package org.alsolike.features.events;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names of conditions become reject reasons, so they are held to one form. */
final class ConditionNames {

  private ConditionNames() {}

  static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9_]*");

  /** The same conditions in the same order; none when the key is absent. */
  static Map<String, String> checked(String component, Map<String, String> conditions) {
    if (conditions == null) {
      return Map.of();
    }
    for (String name : conditions.keySet()) {
      if (!SNAKE_CASE.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "%s must be named in lower snake case such as not_a_product, but is %s"
                .formatted(component, name));
      }
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }
}
