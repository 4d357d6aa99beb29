package org.alsolike.models.recommend.rules;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * What the shop wants of its lists, whatever a recommender thinks. A rule has a name, says over
 * which items it speaks by SQL over {@code item_id}, {@code as_of} and the item features, and may
 * say for which customers and in which lists. To add one, write its record and name it here.
 *
 * <p>A rule either keeps items out before the best are chosen, or has a say in the order of what
 * was proposed ({@link Move}).
 */
public sealed interface Rule
    permits Exclude,
        Include,
        Available,
        Delisted,
        NotBoughtWithin,
        MinimumScore,
        AtMost,
        Boost,
        Bury,
        Pin,
        Diversity {

  /** Lower-case letters, digits and _; what console and run.json call it. */
  String name();

  /** As the configuration writes its kind: {@code at-most}. */
  default String kind() {
    String words = getClass().getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2");
    return words.toLowerCase(Locale.ROOT);
  }

  /** SQL condition over customer_id and the customer features; empty: it holds for everyone. */
  Optional<String> customers();

  /** The lists in which it holds; empty: in all where it can. */
  List<ListName> lists();

  /**
   * What the rule asks of each item: a condition, or a text. Also proves the SQL.
   *
   * @throws IllegalArgumentException naming the key, what was found and what is expected
   */
  Column asks(ItemSql sql);

  /** Whether the items that meet what it {@link #asks} are kept out of lists. */
  default boolean keepsOut() {
    return false;
  }

  /** What it wants for the items that meet what it {@link #asks}. */
  default Wish wish() {
    return keepsOut() ? Wish.OUT : Wish.NEITHER;
  }

  /** For how long after buying one of its items a customer is not shown it. */
  default Optional<Duration> rest() {
    return Optional.empty();
  }

  /** Its say in the order of proposals. */
  default Optional<Move> move(ItemAnswers answers) {
    return Optional.empty();
  }

  /** Whether it compares items by what the also_like recommender thinks similar. */
  default boolean needsSimilarity() {
    return false;
  }

  /** Whether it has a say in this list. */
  default boolean holdsIn(ListName list) {
    boolean named = lists().isEmpty() || lists().contains(list);
    boolean knowsTheViewer = customers().isEmpty() && rest().isEmpty();
    return named && (knowsTheViewer || !list.isOfItems());
  }
}
