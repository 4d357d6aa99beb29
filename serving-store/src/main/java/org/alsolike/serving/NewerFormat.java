package org.alsolike.serving;

/** A version was published by a newer AlsoLike, and this one cannot tell what it is made of. */
public final class NewerFormat extends StoreUnavailable {

  NewerFormat(String message) {
    super(message);
  }
}
