package org.alsolike.serving;

/** A store that could not do what was asked. The message is one line for people. */
public abstract sealed class ServingFailure extends RuntimeException
    permits StoreUnavailable, OutcomeUnknown, PublishRefused, StoreLocked {

  private final int exitCode;

  ServingFailure(int exitCode, String message, Throwable cause) {
    super(oneLine(message), cause);
    this.exitCode = exitCode;
  }

  /** What a command line exits with: 4 refused, 5 store or I/O, 6 outcome unknown, 75 locked. */
  public int exitCode() {
    return exitCode;
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
