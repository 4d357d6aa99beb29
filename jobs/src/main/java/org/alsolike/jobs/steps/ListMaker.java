package org.alsolike.jobs.steps;

import static org.alsolike.models.recommend.rules.ListName.BUY_AGAIN;
import static org.alsolike.models.recommend.rules.ListName.FOR_YOU;
import static org.alsolike.models.recommend.rules.ListName.NEXT_BASKET;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.alsolike.jobs.config.Settings;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.ContentFallback;
import org.alsolike.models.recommend.Finishing;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.models.recommend.rules.ItemLikeness;
import org.alsolike.models.recommend.rules.ListName;
import org.alsolike.models.recommend.rules.Rule;
import org.alsolike.models.recommend.rules.RuleBook;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;

/**
 * Lists as they are published: under the rules, and filled up from what is popular. The same code
 * makes the lists that are judged and those that are served.
 */
final class ListMaker {

  /** How many of an item's nearest count as alike. */
  private static final int NEAREST = 50;

  private final Settings.Recommendations settings;
  private final History history;
  private final Function<Recommender, RecommendationModel> models;
  private final RuleBook rules;
  private final Viewers viewers;

  /**
   * @param settings of the lists and rules
   * @param history what was known; rules look at items and customers as they were at its as-of
   * @param models trained on the history
   */
  ListMaker(
      Settings.Recommendations settings,
      History history,
      Function<Recommender, RecommendationModel> models) {
    this.settings = settings;
    this.history = history;
    this.models = models;
    this.viewers = new Viewers.Everybody();
    RuleBook book = RuleBook.of(settings.rules(), history);
    this.rules = needsAlsoLike(settings) ? book.knowing(likeness()) : book;
  }

  private ListMaker(ListMaker everybodys, Viewers viewers) {
    this.settings = everybodys.settings;
    this.history = everybodys.history;
    this.models = everybodys.models;
    this.rules = everybodys.rules;
    this.viewers = viewers;
  }

  /** Makes the same lists, but those of some customers alone. */
  ListMaker seenBy(Viewers some) {
    return new ListMaker(this, some);
  }

  /** The models without which the list of new items cannot be made. */
  static List<Recommender> needed(Settings.Recommendations settings) {
    List<Recommender> needed = new ArrayList<>(List.of(settings.forYou().model()));
    if (needsAlsoLike(settings)) {
      needed.add(settings.alsoLike().model());
    }
    return needed;
  }

  private static boolean needsAlsoLike(Settings.Recommendations settings) {
    return settings.rules().stream().anyMatch(Rule::needsSimilarity);
  }

  private ItemLikeness likeness() {
    return ItemLikeness.of(models.apply(settings.alsoLike().model()).forItems(NEAREST));
  }

  RuleBook rules() {
    return rules;
  }

  PopularItems popular() {
    return settings.fallback().popularItems(history, rules.excluded(FOR_YOU));
  }

  /** Items that the customer has not bought; filled up for every known customer. */
  TracedLists forYou(PopularItems popular) {
    return filled(FOR_YOU, settings.forYou(), Candidates.UNSEEN, popular);
  }

  /** Whatever the customer may buy next, new or again; filled up for every known customer. */
  TracedLists nextBasket(PopularItems popular) {
    return filled(NEXT_BASKET, settings.nextBasket(), Candidates.ALL, popular);
  }

  /** Items that the customer has bought; never filled up. */
  TracedLists buyAgain() {
    Finishing finishing = finishing(BUY_AGAIN, settings.buyAgain(), Candidates.BOUGHT);
    Recommendations proposed = proposed(BUY_AGAIN, settings.buyAgain(), finishing);
    return rules.reorder(BUY_AGAIN)
        ? finishing.forCustomers(proposed, history, Optional.empty())
        : TracedLists.of(proposed);
  }

  /** Items that go with an item; filled up with what is described like it. */
  TracedLists alsoLike() {
    Set<String> excluded = rules.excluded(ListName.ALSO_LIKE);
    Finishing finishing = finishing(ListName.ALSO_LIKE, settings.alsoLike(), Candidates.UNSEEN);
    SimilarItems found =
        models.apply(settings.alsoLike().model()).forItems(finishing.depth(), excluded);
    SimilarItems proposed =
        ContentFallback.filled(
            new SimilarItems(ListName.ALSO_LIKE.key(), found.rows()),
            history,
            finishing.depth(),
            excluded);
    return rules.reorder(ListName.ALSO_LIKE)
        ? finishing.forItems(proposed)
        : TracedLists.of(proposed);
  }

  private TracedLists filled(
      ListName list, Settings.RankedList ranked, Candidates candidates, PopularItems popular) {
    Finishing finishing = finishing(list, ranked, candidates);
    return finishing.forCustomers(proposed(list, ranked, finishing), history, Optional.of(popular));
  }

  private Finishing finishing(ListName list, Settings.RankedList ranked, Candidates candidates) {
    int size = ranked.listSize();
    Candidates among = rules.among(candidates.seenBy(viewers), list);
    return new Finishing(among, rules.order(list), rules.depth(list, size), size);
  }

  private Recommendations proposed(ListName list, Settings.RankedList ranked, Finishing finishing) {
    return models
        .apply(ranked.model())
        .forCustomers(history, finishing.candidates(), finishing.depth())
        .named(list.key());
  }
}
