package org.alsolike.serving;

/**
 * The store or a file of it is missing, damaged or failing. What was served stays served. The kinds
 * are told apart where a failing store may not be taken for damage.
 */
public sealed class StoreUnavailable extends ServingFailure permits DamagedManifest, NewerFormat {

  public StoreUnavailable(String message) {
    this(message, null);
  }

  public StoreUnavailable(String message, Throwable cause) {
    super(5, message, cause);
  }
}
