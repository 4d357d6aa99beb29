package org.alsolike.serving.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The paths that are answered, and the parameters that each takes. */
enum Endpoint {
  /** A list for each of several customers, with the fallback ladder. */
  LISTS("/v1/lists/", "customer", "country", "exclude", "in_stock", "limit"),
  /** A list for each of several items. */
  SIMILAR("/v1/similar/", "item", "exclude", "in_stock", "limit"),
  SCORES("/v1/scores", "customer"),
  SEGMENTS("/v1/segments", "customer"),
  CUSTOMERS("/v1/customers", "customer"),
  ITEMS("/v1/items", "item"),
  /** What is served: version, as-of, parts, health. */
  VERSION("/v1/version"),
  HEALTH("/health"),
  METRICS("/metrics"),
  OPENAPI("/openapi.json");

  private final String path;
  private final Set<String> parameters;

  Endpoint(String path, String... parameters) {
    this.path = path;
    this.parameters = Set.of(parameters);
  }

  /** An endpoint and the list's name that its path ends with, where it takes one. */
  record Found(Endpoint endpoint, String name) {}

  static Optional<Found> at(String path) {
    return Arrays.stream(values())
        .filter(endpoint -> endpoint.matches(path))
        .map(endpoint -> new Found(endpoint, path.substring(endpoint.path.length())))
        .findFirst();
  }

  private boolean matches(String asked) {
    return takesName()
        ? asked.startsWith(path) && asked.substring(path.length()).matches("[A-Za-z0-9_.-]{1,100}")
        : asked.equals(path);
  }

  private boolean takesName() {
    return path.endsWith("/");
  }

  /** The path as OpenAPI writes it. */
  String template() {
    return takesName() ? path + "{list}" : path;
  }

  Set<String> parameters() {
    return parameters;
  }

  /** As it stands in metrics. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
