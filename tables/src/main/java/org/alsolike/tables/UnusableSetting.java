package org.alsolike.tables;

/**
 * A value of the configuration that turns out to be of no use once the data's schema is known. The
 * message is one line: the key, what was found, what was expected.
 */
public sealed class UnusableSetting extends IllegalArgumentException permits UnknownColumn {

  private static final long serialVersionUID = 1L;

  public UnusableSetting(String message) {
    super(message);
  }
}
