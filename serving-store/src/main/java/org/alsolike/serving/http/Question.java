package org.alsolike.serving.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A request as it came.
 *
 * @param path still encoded, such as {@code /v1/lists/for_you}
 * @param query still encoded, without the question mark; empty where there is none
 * @param header the value of a header by its name, in any case
 */
record Question(
    String method, String path, String query, Function<String, Optional<String>> header) {

  /** With a quality above 0, where one is given. */
  private static final Pattern GZIP =
      Pattern.compile("gzip(;q=(1(\\.0*)?|0?\\.[0-9]*[1-9][0-9]*))?", Pattern.CASE_INSENSITIVE);

  /** Whether a body follows, by what the headers say. */
  boolean hasBody() {
    return header.apply("Transfer-Encoding").isPresent()
        || header.apply("Content-Length").filter(length -> !length.equals("0")).isPresent();
  }

  /** Whether the asker reads gzip. */
  boolean acceptsGzip() {
    return header.apply("Accept-Encoding").stream()
        .flatMap(codings -> Arrays.stream(codings.split(",")))
        .map(coding -> coding.replace(" ", ""))
        .anyMatch(coding -> GZIP.matcher(coding).matches());
  }
}
