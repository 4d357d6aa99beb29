package org.alsolike.models.propensity;

/** Model files that are not what was saved; the message names the file and what was found. */
public final class BrokenModel extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenModel(String message) {
    super(message);
  }
}
