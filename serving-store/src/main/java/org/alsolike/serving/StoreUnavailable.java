package org.alsolike.serving;

/** The store or a file of it is missing, damaged or failing. What was served stays served. */
public final class StoreUnavailable extends ServingFailure {

  public StoreUnavailable(String message) {
    this(message, null);
  }

  public StoreUnavailable(String message, Throwable cause) {
    super(5, message, cause);
  }
}
