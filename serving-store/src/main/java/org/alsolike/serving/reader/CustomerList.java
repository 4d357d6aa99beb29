package org.alsolike.serving.reader;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alsolike.serving.values.ListedItem;

/**
 * A list for a customer, and where it comes from.
 *
 * @param list such as {@code for_you}
 * @param source the step of the ladder that had a list; each place says its own tier
 * @param country the customer's, where the list is a fallback and the country is known
 * @param items best first; empty when the request's filters leave nothing
 * @param version the version that it was read from
 */
public record CustomerList(
    String list,
    String customer,
    Source source,
    Optional<String> country,
    List<ListedItem> items,
    long version) {

  /** The fallback ladder, best first. */
  public enum Source {
    /** A list made for this customer. */
    OWN,
    /** The customer has none: what is popular in the customer's country, then everywhere. */
    POPULAR_IN_COUNTRY,
    /** The country is unknown or has nothing left: what is popular everywhere. */
    POPULAR;

    /** As it stands in a tier column. */
    public String tier() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Names list, version and tier, such as {@code for_you:7:own}. A click that is logged with it can
   * be attributed to all three.
   */
  public String id() {
    return list + ":" + version + ":" + source.tier();
  }

  /** In words: {@code popular in United Kingdom}. */
  public String describeSource() {
    return switch (source) {
      case OWN -> "for customer " + customer;
      case POPULAR_IN_COUNTRY -> "popular in " + country.orElseThrow();
      case POPULAR -> "popular";
    };
  }
}
