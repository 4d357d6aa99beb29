package org.alsolike.jobs.run;

/** What the caller, often a scheduler, learns from the process's exit status. */
public enum ExitCode {
  DONE(0),
  USAGE(2),
  INPUT_REJECTED(3),
  GATE_REFUSED(4),
  STORE_UNAVAILABLE(5),
  OUTCOME_UNKNOWN(6),
  INTERNAL(70),
  LOCKED(75);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
