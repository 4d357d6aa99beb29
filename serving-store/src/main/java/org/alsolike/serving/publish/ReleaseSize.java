package org.alsolike.serving.publish;

/**
 * How large a release will be.
 *
 * @param bytes of all keys and values
 */
public record ReleaseSize(long entries, long bytes) {

  public ReleaseSize {
    if (entries < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "entries and bytes must be 0 or more, but are %d and %d".formatted(entries, bytes));
    }
  }
}
