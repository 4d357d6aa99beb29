package org.alsolike.models.recommend.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alsolike.models.recommend.ListOrder.Viewer;
import org.alsolike.models.recommend.Proposal;
import org.alsolike.models.recommend.Proposal.Placed;
import org.alsolike.models.recommend.rules.RuledOrder.Active;

/** Rules by their names, and lists under them, in few words. */
final class RuledLists {

  private static final Map<String, String> CATEGORIES =
      Map.of("tea", "drink", "coffee", "drink", "cola", "drink", "jam", "food", "bread", "food");

  private RuledLists() {}

  /** A rule with what items answer to it. */
  record Named(String name, Rule rule, Map<String, String> texts, Set<String> met) {
    Named(String name, Rule rule, Map<String, String> texts) {
      this(name, rule, texts, Set.of());
    }

    Named(String name, Rule rule, String... items) {
      this(name, rule, Map.of(), new HashSet<>(Arrays.asList(items)));
    }

    Move move() {
      return rule.move(new ItemAnswers(met, texts, ItemLikeness.NONE)).orElseThrow();
    }
  }

  static Named atMost(int count) {
    return new Named("cap", new AtMost("cap", count, "", Optional.empty(), List.of()), CATEGORIES);
  }

  static Named diversity(double weight) {
    return diversity(weight, CATEGORIES);
  }

  static Named diversity(double weight, Map<String, String> categories) {
    var rule = new Diversity("mmr", weight, Optional.of(""), Optional.empty(), List.of());
    return new Named("mmr", rule, categories);
  }

  static Named boost(int places, String... items) {
    return new Named("up", new Boost("up", "", places, Optional.empty(), List.of()), items);
  }

  static Named bury(Optional<Integer> places, String... items) {
    return new Named("down", new Bury("down", "", places, Optional.empty(), List.of()), items);
  }

  static Named pin(int at, String... items) {
    return new Named(
        "pin", new Pin("pin", "", Optional.of(at), Optional.empty(), List.of()), items);
  }

  static Named minimumScore(double score) {
    var rule = new MinimumScore("low", score, "als", Optional.empty(), Optional.empty(), List.of());
    return new Named("low", rule, "tea", "jam", "coffee", "a", "b", "c");
  }

  static List<String> list(int k, String proposed, Named... rules) {
    return items(placed(k, proposed, rules));
  }

  static List<Placed> placed(int k, String proposed, Named... rules) {
    List<Active> active =
        Arrays.stream(rules).map(rule -> new Active(0, rule.name(), rule.move())).toList();
    return new RuledOrder(active).placed(proposals(proposed), viewer(1), k);
  }

  static List<Proposal> proposals(String items) {
    List<Proposal> proposals = new ArrayList<>();
    for (String item : items.split(" ")) {
      int above = proposals.size();
      proposals.add(new Proposal(item, 1 - above / 10.0, "als", above + 1));
    }
    return proposals;
  }

  static Viewer viewer(long bits) {
    return new Viewer() {
      @Override
      public long bits() {
        return bits;
      }

      @Override
      public boolean mayBeShown(String item) {
        return !item.equals("forbidden");
      }
    };
  }

  static List<String> items(List<Placed> placed) {
    return placed.stream()
        .filter(one -> one.rank() > 0)
        .sorted(java.util.Comparator.comparingLong(Placed::rank))
        .map(one -> one.proposal().item())
        .toList();
  }

  static List<String> said(List<Placed> placed) {
    return placed.stream()
        .map(
            one -> (one.proposal().item() + " " + one.rank() + " " + String.join(" ", one.rules())))
        .map(String::strip)
        .toList();
  }
}
