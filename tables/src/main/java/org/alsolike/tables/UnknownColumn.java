package org.alsolike.tables;

/** SQL of the configuration that refers to a column which is not there. */
public final class UnknownColumn extends UnusableSetting {

  private static final long serialVersionUID = 1L;

  private final String column;

  UnknownColumn(String column, String message) {
    super(message);
    this.column = column;
  }

  /** The name that nothing has. */
  public String column() {
    return column;
  }
}
