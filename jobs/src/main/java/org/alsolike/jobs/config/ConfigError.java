package org.alsolike.jobs.config;

/** The configuration cannot be used. The message is one line: file, line, key, remedy. */
public final class ConfigError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfigError(String message) {
    super(message);
  }

  static ConfigError at(Yaml.Node node, String message) {
    return new ConfigError("%s:%d: %s".formatted(node.file(), node.line(), message));
  }
}
