package org.alsolike.serving;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * A secret by the name of the environment variable that holds it. It is looked up where it is
 * needed, on whatever machine that is, and never shown.
 *
 * @param variable the name; empty where there is no secret
 */
public record Secret(String variable) implements Serializable {

  public static final Secret NONE = new Secret("");

  public Secret {
    if (!variable.matches("([A-Za-z_][A-Za-z0-9_]*)?")) {
      throw new IllegalArgumentException(
          "password_env must be the name of an environment variable, such as SHOP_PASSWORD");
    }
  }

  public static Secret named(Optional<String> variable) {
    return new Secret(variable.orElse(""));
  }

  /**
   * @throws StoreUnavailable naming the variable that is not set
   */
  public Optional<String> value(Map<String, String> environment) {
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    String value = environment.get(variable);
    if (value == null || value.isEmpty()) {
      throw new StoreUnavailable(
          "The environment variable %s, which must hold the store's password, is not set; on a"
                  .formatted(variable)
              + " cluster its executors need it too (spark.executorEnv.%s)".formatted(variable));
    }
    return Optional.of(value);
  }

  @Override
  public String toString() {
    return variable.isEmpty() ? "none" : "***";
  }
}
