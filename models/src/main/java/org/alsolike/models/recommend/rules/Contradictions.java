package org.alsolike.models.recommend.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds rules that want opposite things of an item in the same list and for the same customer.
 *
 * @param answers of the items to each rule
 * @param allItems how many items there are
 * @param customers how many customers have each set of bits: of the rules that hold for them
 */
record Contradictions(
    List<Rule> rules, List<ItemAnswers> answers, long allItems, Map<Long, Long> customers) {

  /** By rule and other rule, in the order of the configuration. */
  List<Contradiction> found() {
    List<Contradiction> found = new ArrayList<>();
    for (int one = 0; one < rules.size(); one++) {
      for (int other = 0; other < rules.size(); other++) {
        contradiction(one, other).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Contradiction> contradiction(int one, int other) {
    Rule rule = rules.get(one);
    Rule against = rules.get(other);
    SortedSet<ListName> lists = lists(rule, against);
    long both = customers(1L << one | 1L << other);
    if (lists.isEmpty() || both == 0) {
      return Optional.empty();
    }
    Optional<String> what = opposed(one, other);
    long items = what.isPresent() ? shared(one, other) : 0;
    if (one < other && togetherKeepAllOut(one, other)) {
      what = Optional.of("keeps out all that the other leaves");
      items = allItems;
    }
    return items == 0
        ? Optional.empty()
        : Optional.of(
            new Contradiction(rule.name(), against.name(), what.get(), items, both, lists));
  }

  private Optional<String> opposed(int one, int other) {
    Wish wish = rules.get(one).wish();
    Wish against = rules.get(other).wish();
    if (one > other && wish == Wish.FIXED && against == Wish.FIXED) {
      return Optional.of("pins what the other pins already");
    }
    // A rule that gives some customers no list at all means just that.
    boolean noList = against == Wish.OUT && answers.get(other).met().size() == allItems;
    return noList ? Optional.empty() : wish.against(against);
  }

  private static SortedSet<ListName> lists(Rule one, Rule other) {
    SortedSet<ListName> lists = new TreeSet<>();
    for (ListName list : ListName.values()) {
      if (one.holdsIn(list) && other.holdsIn(list)) {
        lists.add(list);
      }
    }
    return lists;
  }

  private long customers(long bits) {
    return customers.entrySet().stream()
        .filter(group -> (group.getKey() & bits) == bits)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private long shared(int one, int other) {
    Set<String> others = answers.get(other).met();
    return answers.get(one).met().stream().filter(others::contains).count();
  }

  /** Though neither does it alone. */
  private boolean togetherKeepAllOut(int one, int other) {
    if (!rules.get(one).keepsOut() || !rules.get(other).keepsOut()) {
      return false;
    }
    Set<String> kept = new HashSet<>(answers.get(one).met());
    kept.addAll(answers.get(other).met());
    return kept.size() == allItems
        && answers.get(one).met().size() < allItems
        && answers.get(other).met().size() < allItems;
  }
}
