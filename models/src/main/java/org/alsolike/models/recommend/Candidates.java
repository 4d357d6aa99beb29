package org.alsolike.models.recommend;

import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Which items may enter a list. What may not is left out before the best are chosen, so that lists
 * stay full.
 *
 * @param excluded ids of items that no list may hold
 * @param limits what some customers may not be shown
 * @param viewers whose lists are made
 */
public record Candidates(
    Scope scope, Set<String> excluded, Optional<Limits> limits, Viewers viewers) {

  /** How a customer's own purchases are treated. An item that came back was bought all the same. */
  public enum Scope {
    UNSEEN,
    ALL,
    BOUGHT;

    /** Whether an item may be listed for a customer who bought it, or did not. */
    boolean admits(boolean bought) {
      return switch (this) {
        case ALL -> true;
        case UNSEEN -> !bought;
        case BOUGHT -> bought;
      };
    }

    /** Whether an item number may be listed for this customer. */
    IntPredicate of(Profile profile) {
      BitSet bought = new BitSet();
      for (int item : profile.boughtItems()) {
        bought.set(item);
      }
      return switch (this) {
        case ALL -> item -> true;
        case UNSEEN -> item -> !bought.get(item);
        case BOUGHT -> bought::get;
      };
    }
  }

  /** Items that the customer has not bought: "you may also like". */
  public static final Candidates UNSEEN = new Candidates(Scope.UNSEEN);

  /** Every item: what the customer will buy next, new or again. */
  public static final Candidates ALL = new Candidates(Scope.ALL);

  /** Items that the customer has bought: "buy again". */
  public static final Candidates BOUGHT = new Candidates(Scope.BOUGHT);

  public Candidates {
    excluded = Set.copyOf(excluded);
  }

  private Candidates(Scope scope) {
    this(scope, Set.of(), Optional.empty(), new Viewers.Everybody());
  }

  /** The same candidates but for these items. */
  public Candidates without(Set<String> items) {
    Set<String> all = new TreeSet<>(excluded);
    all.addAll(items);
    return new Candidates(scope, all, limits, viewers);
  }

  /** The same candidates within further limits. */
  public Candidates within(Limits further) {
    return new Candidates(scope, excluded, Optional.of(further), viewers);
  }

  /** The same candidates for the lists of some customers alone. */
  public Candidates seenBy(Viewers some) {
    return new Candidates(scope, excluded, limits, some);
  }
}
