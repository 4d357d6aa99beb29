package org.alsolike.serving;

/**
 * The pointer was being switched when something failed, so either version may be served. Nothing
 * was deleted; publishing the same release again settles it.
 */
public final class OutcomeUnknown extends ServingFailure {

  public OutcomeUnknown(String message, Throwable cause) {
    super(6, message, cause);
  }
}
