package org.alsolike.models.recommend;

/**
 * A training in this process would take more memory than it may. The message names the recommender,
 * what it would take and for what, what it may take, and a remedy. Other hyperparameters, or
 * another configuration of the process, may be allowed.
 */
public final class MemoryRefused extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  MemoryRefused(String message) {
    super(message);
  }
}
