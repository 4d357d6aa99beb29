package org.alsolike.jobs.run;

/** A run that ends early for a reason that one line can tell. */
public final class Stopped extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public Stopped(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  public Stopped(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ExitCode code() {
    return code;
  }
}
