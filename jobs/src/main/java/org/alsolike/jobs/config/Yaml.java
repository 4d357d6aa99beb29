package org.alsolike.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML text as a tree that still knows the line of every value. */
final class Yaml {

  /** A value and where it stands. */
  sealed interface Node permits Scalar, Mapping, Sequence {
    String file();

    int line();
  }

  /** A single value as text; {@code text} is null for an empty value. */
  record Scalar(String file, int line, String text) implements Node {}

  /** Keys and values in the order of the file. */
  record Mapping(String file, int line, Map<String, Node> children) implements Node {}

  record Sequence(String file, int line, List<Node> elements) implements Node {}

  private final String file;
  private final YAMLParser parser;

  private Yaml(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * @param file the name that errors show
   * @throws ConfigError when the text is not YAML, is empty, or is no mapping of keys
   */
  static Mapping parse(String file, String text) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      Yaml yaml = new Yaml(file, parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ConfigError(
            "%s:1: must be a list of keys such as project: my-shop".formatted(file));
      }
      Mapping root = yaml.mapping();
      if (parser.nextToken() != null) {
        throw ConfigError.at(new Scalar(file, yaml.line(), null), "only one document is expected");
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      throw new ConfigError("%s:%d: not valid YAML: %s".formatted(file, line, reason));
    } catch (IOException e) {
      throw new ConfigError("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private Node value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_NULL -> new Scalar(file, line(), null);
      default -> new Scalar(file, line(), parser.getText());
    };
  }

  private Mapping mapping() throws IOException {
    int line = line();
    Map<String, Node> children = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      parser.nextToken();
      if (children.put(key, value()) != null) {
        throw ConfigError.at(
            new Scalar(file, keyLine, null), "key \"%s\" stands twice; remove one".formatted(key));
      }
    }
    return new Mapping(file, line, children);
  }

  private Sequence sequence() throws IOException {
    int line = line();
    List<Node> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return new Sequence(file, line, elements);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
