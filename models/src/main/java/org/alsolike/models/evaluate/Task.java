package org.alsolike.models.evaluate;

/** Which of a customer's purchases in the window a list should have foretold. */
public enum Task {
  /** Items that the customer had not bought before the cut-off: "you may also like". */
  FIRST("first", "first purchases"),
  /** Every item that the customer bought in the window, new or again. */
  ALL("all", "all purchases");

  private final String key;
  private final String words;

  Task(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /** As written in tables and in the names of figures. */
  public String key() {
    return key;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }
}
