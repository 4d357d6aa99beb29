package org.alsolike.models.recommend.rules;

import static org.alsolike.models.recommend.rules.ListName.BUY_AGAIN;
import static org.alsolike.models.recommend.rules.ListName.FOR_YOU;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContradictionsTest {

  private static final Optional<String> NONE = Optional.empty();
  private static final long ITEMS = 10;

  /** Seven customers for whom only the rules for everyone hold, three for whom all do. */
  private static final Map<Long, Long> CUSTOMERS = Map.of(0b011L, 7L, 0b111L, 3L);

  private static final Rule OUT = new Exclude("out", Optional.of("x"), NONE, List.of());
  private static final Rule UP = new Boost("up", "x", 1, NONE, List.of());
  private static final Rule DOWN = new Bury("down", "x", Optional.empty(), NONE, List.of());
  private static final Rule PIN = new Pin("pin", "x", Optional.empty(), NONE, List.of());

  @Test
  void findsRulesThatLiftWhatOthersKeepOutOrBury() {
    assertThat(found(OUT, Set.of("a", "b"), UP, Set.of("b", "c")))
        .containsExactly(pair("up", "out", "boosts what the other keeps out", 1));
    assertThat(found(PIN, Set.of("a", "b"), OUT, Set.of("a", "b", "c")))
        .containsExactly(pair("pin", "out", "pins what the other keeps out", 2));
    assertThat(found(UP, Set.of("a"), DOWN, Set.of("a")))
        .containsExactly(pair("up", "down", "boosts what the other buries", 1));
    assertThat(found(DOWN, Set.of("a"), PIN, Set.of("a")))
        .containsExactly(pair("pin", "down", "pins what the other buries", 1));
  }

  @Test
  void findsTheLaterOfTwoPinsOfOneItem() {
    var other = new Pin("other", "x", Optional.of(3), NONE, List.of());

    assertThat(found(other, Set.of("a", "b"), PIN, Set.of("b")))
        .containsExactly(pair("pin", "other", "pins what the other pins already", 1));
  }

  @Test
  void findsNoneInWhatAgrees() {
    assertThat(found(PIN, Set.of("a"), UP, Set.of("a"))).isEmpty();
    assertThat(found(UP, Set.of("a"), UP, Set.of("a"))).isEmpty();
    assertThat(found(OUT, Set.of("a"), DOWN, Set.of("a"))).isEmpty();
  }

  @Test
  void findsNoneWhereCustomersAreToHaveNoListAtAll() {
    Set<String> all = Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");

    assertThat(found(PIN, Set.of("a"), OUT, all)).isEmpty();
  }

  @Test
  void findsNoneBetweenRulesThatNeverMeet() {
    var upHere = new Boost("up", "x", 1, NONE, List.of(FOR_YOU));
    var outThere = new Exclude("out", Optional.of("x"), NONE, List.of(BUY_AGAIN));
    var toOthers = new Boost("others", "x", 1, Optional.of("false"), List.of());

    assertThat(found(UP, Set.of("a"), OUT, Set.of("b"))).isEmpty();
    assertThat(found(upHere, Set.of("a"), outThere, Set.of("a"))).isEmpty();
    assertThat(
            new Contradictions(
                    List.of(OUT, toOthers), answers(Set.of("a"), Set.of("a")), 9, Map.of(0b01L, 7L))
                .found())
        .isEmpty();
  }

  @Test
  void countsTheCustomersForWhomBothHoldAndNamesTheListsInWhichTheyDo() {
    var toSome = new Boost("up", "x", 1, Optional.of("country = 'France'"), List.of());

    assertThat(
            new Contradictions(
                    List.of(OUT, DOWN, toSome),
                    answers(Set.of("a"), Set.of(), Set.of("a")),
                    ITEMS,
                    CUSTOMERS)
                .found())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.customers()).isEqualTo(3);
              assertThat(one.lists())
                  .containsExactly(FOR_YOU, ListName.NEXT_BASKET, BUY_AGAIN); // not also_like
            });
  }

  @Test
  void findsTwoRulesThatTogetherKeepEverythingOutThoughNeitherDoesAlone() {
    Set<String> most = Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
    Set<String> all = new TreeSet<>(most);
    all.add("j");
    var other = new Exclude("other", Optional.of("x"), NONE, List.of());

    assertThat(found(OUT, most, other, Set.of("i", "j")))
        .containsExactly(pair("out", "other", "keeps out all that the other leaves", ITEMS));
    assertThat(found(OUT, most, other, Set.of("i"))).isEmpty();
    assertThat(found(OUT, all, other, Set.of("i"))).isEmpty();
  }

  private static Contradiction pair(String rule, String other, String what, long items) {
    return new Contradiction(
        rule, other, what, items, 10, new TreeSet<>(Set.of(ListName.values())));
  }

  private static List<Contradiction> found(
      Rule one, Set<String> items, Rule other, Set<String> others) {
    return new Contradictions(List.of(one, other), answers(items, others), ITEMS, CUSTOMERS)
        .found();
  }

  @SafeVarargs
  private static List<ItemAnswers> answers(Set<String>... met) {
    List<ItemAnswers> answers = new ArrayList<>();
    for (Set<String> items : met) {
      answers.add(new ItemAnswers(items, new LinkedHashMap<>(), ItemLikeness.NONE));
    }
    return answers;
  }
}
