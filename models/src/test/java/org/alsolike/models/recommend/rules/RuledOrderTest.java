package org.alsolike.models.recommend.rules;

import static org.alsolike.models.recommend.rules.RuledLists.atMost;
import static org.alsolike.models.recommend.rules.RuledLists.boost;
import static org.alsolike.models.recommend.rules.RuledLists.bury;
import static org.alsolike.models.recommend.rules.RuledLists.diversity;
import static org.alsolike.models.recommend.rules.RuledLists.items;
import static org.alsolike.models.recommend.rules.RuledLists.list;
import static org.alsolike.models.recommend.rules.RuledLists.minimumScore;
import static org.alsolike.models.recommend.rules.RuledLists.pin;
import static org.alsolike.models.recommend.rules.RuledLists.placed;
import static org.alsolike.models.recommend.rules.RuledLists.proposals;
import static org.alsolike.models.recommend.rules.RuledLists.said;
import static org.alsolike.models.recommend.rules.RuledLists.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.Proposal;
import org.alsolike.models.recommend.Proposal.Placed;
import org.alsolike.models.recommend.rules.RuledOrder.Active;
import org.junit.jupiter.api.Test;

class RuledOrderTest {

  @Test
  void listsWhatWasProposedWhereNoRuleSpeaks() {
    assertThat(list(3, "tea jam cola bread")).containsExactly("tea", "jam", "cola");
  }

  @Test
  void takesTheNextBestWhereACategoryIsFull() {
    var placed = placed(4, "tea coffee jam cola bread", atMost(1));

    assertThat(items(placed)).containsExactly("tea", "jam");
    assertThat(said(placed))
        .containsExactly("tea 1", "coffee 0 cap", "jam 2", "cola 0 cap", "bread 0 cap");
  }

  @Test
  void leavesOutNothingThatWouldNotHaveBeenListedAnyhow() {
    assertThat(said(placed(2, "tea jam cola", atMost(1))))
        .containsExactly("tea 1", "jam 2", "cola 0");
  }

  @Test
  void doesNotCountItemsWithoutACategory() {
    assertThat(list(4, "tea hat coffee shoe jam", atMost(1)))
        .containsExactly("tea", "hat", "shoe", "jam");
  }

  @Test
  void movesUpBySoManyPlacesAndSaysWhoMoved() {
    var placed = placed(4, "a b c d", boost(2, "d"));

    assertThat(said(placed)).containsExactly("a 1", "b 3", "c 4", "d 2 up");
    assertThat(items(placed)).containsExactly("a", "d", "b", "c");
  }

  @Test
  void addsUpBoostsAndBuries() {
    assertThat(list(4, "a b c d", boost(3, "d"), bury(Optional.of(1), "d")))
        .containsExactly("a", "d", "b", "c");
  }

  @Test
  void buriesBelowAllOthersUnlessPlacesAreGiven() {
    assertThat(list(4, "a b c d", bury(Optional.empty(), "a", "b")))
        .containsExactly("c", "d", "a", "b");
    assertThat(list(4, "a b c d", bury(Optional.of(1), "a"))).containsExactly("b", "a", "c", "d");
  }

  @Test
  void saysThatABuriedItemFellOutOfTheList() {
    assertThat(said(placed(2, "a b c", bury(Optional.empty(), "a"))))
        .containsExactly("a 0 down", "b 1", "c 2");
  }

  @Test
  void pinsWhatWasProposedFirstAndThenTheOthers() {
    var placed = placed(4, "a b c d", pin(2, "x", "c"));

    assertThat(items(placed)).containsExactly("a", "c", "x", "b");
    assertThat(placed)
        .filteredOn(one -> one.proposal().item().equals("x"))
        .singleElement()
        .isEqualTo(new Placed(new Proposal("x", 0, "pinned", 0), 3, List.of("pin")));
  }

  @Test
  void pinsNothingThatTheViewerMayNotBeShown() {
    assertThat(list(3, "a b", pin(1, "forbidden"))).containsExactly("a", "b");
  }

  @Test
  void pinsWhateverTheScoreAndTheCategoryAndCountsItThere() {
    assertThat(list(3, "tea jam coffee", atMost(1), pin(1, "coffee"), minimumScore(0.95)))
        .containsExactly("coffee");
    assertThat(list(3, "tea jam coffee", atMost(1), pin(1, "coffee")))
        .containsExactly("coffee", "jam");
  }

  @Test
  void closesTheGapWhereAPinStandsBelowTheEnd() {
    assertThat(list(9, "a b", pin(7, "x"))).containsExactly("a", "b", "x");
  }

  @Test
  void dropsWhatItsProposerScoredTooLow() {
    // scores fall from 1 by a tenth
    assertThat(said(placed(3, "a b c", minimumScore(0.85))))
        .containsExactly("a 1", "b 2", "c 0 low");
  }

  @Test
  void appliesARuleOnlyToViewersWhoHaveItsBit() {
    var order = new RuledOrder(List.of(new Active(3, "cap", atMost(1).move())));
    var proposals = proposals("tea coffee");

    assertThat(items(order.placed(proposals, viewer(1 << 3), 2))).containsExactly("tea");
    assertThat(items(order.placed(proposals, viewer(1 << 2), 2))).containsExactly("tea", "coffee");
  }

  /**
   * Relevance of six items is 6/6, 5/6, ...; with a weight of 0.5 an item of a listed category
   * loses half. Tea (1) wins, then jam (4/6) over coffee (5/6 - 1) and cola; then hat (2/6 with no
   * category), and of those that repeat a category the most relevant.
   */
  @Test
  void spreadsAListOverCategoriesByMaximalMarginalRelevance() {
    var placed = placed(5, "tea coffee jam cola hat bread", diversity(0.5));

    assertThat(items(placed)).containsExactly("tea", "jam", "hat", "coffee", "cola");
    assertThat(said(placed))
        .containsExactly("tea 1", "coffee 4", "jam 2 mmr", "cola 5", "hat 3 mmr", "bread 0");
  }

  @Test
  void keepsTheOrderWhereDifferenceWeighsNothing() {
    assertThat(list(4, "tea coffee jam cola", diversity(0)))
        .containsExactly("tea", "coffee", "jam", "cola");
  }

  @Test
  void beginsALongListAsItWritesAShortOne() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Active> rules = randomRules(random);
      List<Proposal> proposals = randomProposals(random);
      int k = 1 + random.nextInt(12);

      var longList = items(new RuledOrder(rules).placed(proposals, viewer(-1), 20));
      var cut = items(new RuledOrder(rules).placed(proposals, viewer(-1), k));

      assertThat(cut).isEqualTo(longList.subList(0, Math.min(k, longList.size())));
    }
  }

  /** The definition, written down without any bookkeeping. */
  @Test
  void choosesLikeTheDefinitionOfMaximalMarginalRelevanceOnRandomLists() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      double weight = random.nextInt(11) / 10.0;
      List<Proposal> proposals = randomProposals(random);
      var rule = new Active(0, "mmr", diversity(weight, LETTERS).move());

      assertThat(items(new RuledOrder(List.of(rule)).placed(proposals, viewer(-1), 10)))
          .isEqualTo(
              marginalRelevance(proposals.stream().map(Proposal::item).toList(), weight, 10));
    }
  }

  private static List<String> marginalRelevance(List<String> items, double weight, int k) {
    List<String> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(k, items.size())) {
      String best = null;
      double most = 0;
      for (String item : items) {
        double relevance = 1 - (double) items.indexOf(item) / items.size();
        double like =
            chosen.stream().anyMatch(c -> LETTERS.get(c).equals(LETTERS.get(item))) ? 1 : 0;
        double value = relevance - weight * (relevance + like);
        if (!chosen.contains(item) && (best == null || value > most)) {
          best = item;
          most = value;
        }
      }
      chosen.add(best);
    }
    return chosen;
  }

  private static final Map<String, String> LETTERS = new HashMap<>();

  static {
    IntStream.range(0, 40).forEach(i -> LETTERS.put("i" + i, String.valueOf(i % 5)));
  }

  private static List<Proposal> randomProposals(Random random) {
    List<String> items = new ArrayList<>(LETTERS.keySet().stream().sorted().toList());
    java.util.Collections.shuffle(items, random);
    return proposals(String.join(" ", items.subList(0, 1 + random.nextInt(39))));
  }

  private static List<Active> randomRules(Random random) {
    List<RuledLists.Named> rules =
        List.of(
            new RuledLists.Named(
                "cap", new AtMost("cap", 2, "", Optional.empty(), List.of()), LETTERS),
            diversity(random.nextDouble(), LETTERS),
            boost(1 + random.nextInt(9), "i3", "i4", "i15"),
            bury(Optional.empty(), "i5", "i6"),
            pin(1 + random.nextInt(9), "i1", "i39"));
    List<Active> active = new ArrayList<>();
    for (RuledLists.Named rule : rules) {
      if (random.nextBoolean()) {
        active.add(new Active(0, rule.name(), rule.move()));
      }
    }
    return active;
  }
}
