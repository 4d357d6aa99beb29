package org.alsolike.serving.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The decoded parameters of a query. A parameter that no endpoint knows, a second value where one
 * is expected and text that is not UTF-8 are refused, never guessed at.
 *
 * @param values per name, in the order of the query
 */
record Parameters(Map<String, List<String>> values) {

  private static final int LONGEST = 256;

  /**
   * @param query percent-encoded UTF-8, where a plus sign is a blank
   */
  static Parameters parse(String query) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
      }
    }
    return new Parameters(values);
  }

  private static String decoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '%') {
        bytes.put((byte) (digit(text, at + 1) << 4 | digit(text, at + 2)));
        at += 2;
      } else if (c > 0x20 && c < 0x7F) {
        bytes.put((byte) (c == '+' ? ' ' : c));
      } else {
        throw badQuery("be percent-encoded");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException malformed) {
      throw badQuery("be UTF-8");
    }
  }

  private static int digit(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0) {
      throw badQuery("have two hexadecimal digits after each %");
    }
    return digit;
  }

  private static Refusal badQuery(String rule) {
    return new Refusal(400, "the query must " + rule);
  }

  /** Refuses every parameter that is not among the known ones. */
  void requireOnly(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        String shown = name.length() > 40 ? name.substring(0, 40) + "..." : name;
        String all = known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
        throw new Refusal(
            400, "unknown parameter \"%s\"; this path takes: %s".formatted(shown, all));
      }
    }
  }

  /** The values of a parameter that must be given 1 to {@code most} times. */
  List<String> ids(String name, int most) {
    List<String> ids = any(name, most);
    if (ids.isEmpty()) {
      throw new Refusal(400, "%s must be given 1 to %d times".formatted(name, most));
    }
    return ids;
  }

  /** The values of a parameter that may be given up to {@code most} times. */
  List<String> any(String name, int most) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > most) {
      throw new Refusal(
          400, "%s may be given %d times, but is given %d times".formatted(name, most, all.size()));
    }
    for (String value : all) {
      if (value.isEmpty() || value.length() > LONGEST) {
        throw new Refusal(400, "%s must have 1 to %d characters".formatted(name, LONGEST));
      }
    }
    return all;
  }

  Optional<String> one(String name) {
    return any(name, 1).stream().findFirst();
  }

  boolean flag(String name) {
    String value = one(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new Refusal(400, name + " must be true or false");
    }
    return value.equals("true");
  }

  /** A whole number from 1 to {@code most}; {@code most} where the parameter is not given. */
  int number(String name, int most) {
    String value = one(name).orElse(Integer.toString(most));
    int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
    if (number < 1 || number > most) {
      throw new Refusal(400, "%s must be a whole number from 1 to %d".formatted(name, most));
    }
    return number;
  }
}
