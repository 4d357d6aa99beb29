package org.alsolike.features.events;

/**
 * Why a row cannot be understood, whatever the shop. Beside these constants there are two families:
 * {@code missing_COLUMN} (a required value is absent or blank) and {@code invalid_COLUMN} (a value
 * is there but is no number, no time, or too large), COLUMN being our name, such as {@code
 * invalid_quantity} or {@code missing_item_id}.
 */
final class BrokenReason {

  private BrokenReason() {}

  /** Too few or too many fields, or malformed quotes. */
  static final String UNREADABLE_LINE = "unreadable_line";

  /** Some bytes of the record are not UTF-8 (CSV only). */
  static final String NOT_UTF8 = "not_utf8";

  /** No return, filtered by no rule, and yet zero or fewer units. */
  static final String QUANTITY_NOT_POSITIVE = "quantity_not_positive";

  /** A price below zero that no rule filters. */
  static final String NEGATIVE_PRICE = "negative_price";

  /** An interaction of a kind that only the transactions source may give. */
  static final String RESERVED_KIND = "reserved_kind";

  static String missing(String column) {
    return "missing_" + column;
  }

  static String invalid(String column) {
    return "invalid_" + column;
  }
}
