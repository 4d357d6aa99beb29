package org.alsolike.jobs.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single values: text to type, with what is expected said in words. */
final class Scalars {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([dhms])");
  private static final Pattern SHARE = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*%");

  /** How a type is read and what the reader of an error should write. */
  private record Reading(String expected, Function<String, Object> read) {}

  private static final Map<Class<?>, Reading> READINGS =
      Map.of(
          String.class, new Reading("a text", text -> text),
          int.class, new Reading("a whole number", Integer::valueOf),
          long.class, new Reading("a whole number", Long::valueOf),
          double.class, new Reading("a number or a share such as 10%", Scalars::number),
          boolean.class, new Reading("true or false", Scalars::flag),
          BigDecimal.class, new Reading("a number", BigDecimal::new),
          Duration.class,
              new Reading("a length of time such as 30d, 12h, 5m or 10s", Scalars::span),
          LocalDate.class, new Reading("a date such as 2011-11-09", LocalDate::parse),
          ZoneId.class, new Reading("a time zone such as Europe/London", ZoneId::of));

  private Scalars() {}

  static boolean reads(Class<?> type) {
    return READINGS.containsKey(type) || type.isEnum();
  }

  /**
   * @throws IllegalArgumentException saying what was expected
   */
  static Object read(Class<?> type, String text) {
    return type.isEnum() ? constant(type, text) : read(READINGS.get(type), text);
  }

  private static Object read(Reading reading, String text) {
    try {
      return reading.read().apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "must be %s, but is \"%s\"".formatted(reading.expected(), text), e);
    }
  }

  private static Object constant(Class<?> type, String text) {
    List<?> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(c -> name((Enum<?>) c)).toList();
    int at = names.indexOf(text.replace('-', '_'));
    if (at < 0) {
      throw new IllegalArgumentException(
          "must be one of %s, but is \"%s\"".formatted(String.join(", ", names), text));
    }
    return constants.get(at);
  }

  /** Constants are written as not_required; not-required is understood too. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Object number(String text) {
    Matcher share = SHARE.matcher(text);
    double number =
        share.matches()
            ? new BigDecimal(share.group(1)).movePointLeft(2).doubleValue()
            : new BigDecimal(text).doubleValue();
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("not finite");
    }
    return number;
  }

  private static Object flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Object span(String text) {
    if (text.startsWith("PT")) {
      return Duration.parse(text); // as Canonical writes it
    }
    Matcher span = DURATION.matcher(text);
    if (!span.matches()) {
      throw new IllegalArgumentException("no length of time");
    }
    long count = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "d" -> Duration.ofDays(count);
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofSeconds(count);
    };
  }
}
