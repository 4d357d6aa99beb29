package org.alsolike.features.events;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An input that cannot be used as a whole: a missing or damaged file, a missing column, too many
 * broken rows. The message is one line that says where, what was found and what to do.
 */
public final class InputRejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Spark keeps the class and message of what failed on another machine as text alone. */
  private static final Pattern REPORTED =
      Pattern.compile(Pattern.quote(InputRejected.class.getName()) + ": ([^\\r\\n]+)");

  private static final Pattern PARQUET =
      Pattern.compile("FAILED_READ_FILE[^]]*] Encountered error while reading file (\\S+?)\\.? ");

  public InputRejected(String message) {
    super(message);
  }

  /** What a failed Spark job says about its input, if its input is why it failed. */
  public static Optional<InputRejected> foundIn(Throwable failure) {
    return Stream.iterate(failure, at -> at != null, Throwable::getCause)
        .flatMap(at -> in(at).stream())
        .findFirst();
  }

  /** The same of a failure alone, without its causes. */
  public static Optional<InputRejected> in(Throwable failure) {
    return failure instanceof InputRejected rejected
        ? Optional.of(rejected)
        : reported(String.valueOf(failure.getMessage()));
  }

  private static Optional<InputRejected> reported(String message) {
    Matcher ours = REPORTED.matcher(message);
    if (ours.find()) {
      return Optional.of(new InputRejected(ours.group(1)));
    }
    Matcher parquet = PARQUET.matcher(message);
    return parquet.find()
        ? Optional.of(
            new InputRejected(
                "%s: not a readable Parquet file; write or copy it again"
                    .formatted(parquet.group(1))))
        : Optional.empty();
  }
}
