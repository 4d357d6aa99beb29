package org.alsolike.models.propensity;

/** The examples do not allow a model; the message names the model, what was found and a remedy. */
public final class NothingToLearn extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NothingToLearn(String message) {
    super(message);
  }
}
