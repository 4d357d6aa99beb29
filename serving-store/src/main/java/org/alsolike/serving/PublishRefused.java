package org.alsolike.serving;

/** A release or a rollback that the store's rules do not allow. Nothing has changed. */
public final class PublishRefused extends ServingFailure {

  public PublishRefused(String message) {
    super(4, message, null);
  }
}
