package org.alsolike.serving;

/** Another publisher is at work in this store. The message says who, where and since when. */
public final class StoreLocked extends ServingFailure {

  public StoreLocked(String message) {
    super(75, message, null);
  }
}
