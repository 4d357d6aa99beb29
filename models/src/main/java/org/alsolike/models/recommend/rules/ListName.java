package org.alsolike.models.recommend.rules;

import java.util.Locale;

/** The lists to which rules apply. */
public enum ListName {
  FOR_YOU,
  NEXT_BASKET,
  BUY_AGAIN,
  ALSO_LIKE;

  /** As configuration and tables write it: {@code for_you}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The list that configuration and tables call so. */
  public static ListName of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** Whether it is shown beside an item, whoever looks at it. */
  boolean isOfItems() {
    return this == ALSO_LIKE;
  }
}
