package org.alsolike.jobs.steps;

import java.util.Set;
import org.alsolike.jobs.config.Settings;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SimilarItems;

/**
 * Lists as they are published: after the rules, and filled up from what is popular. The same code
 * makes the lists that are judged and those that are served.
 *
 * @param settings of the lists and rules
 * @param history what was known; items excluded by rules are those excluded at its as-of
 */
final class ListMaker {

  static final String FOR_YOU = "for_you";
  static final String NEXT_BASKET = "next_basket";
  static final String BUY_AGAIN = "buy_again";
  static final String ALSO_LIKE = "also_like";

  private final Settings.Recommendations settings;
  private final History history;
  private final Set<String> excluded;

  ListMaker(Settings.Recommendations settings, History history) {
    this.settings = settings;
    this.history = history;
    this.excluded = settings.rules().excludedItems(history.itemFeatures());
  }

  /** How many items the rules keep out of every list. */
  int excludedItems() {
    return excluded.size();
  }

  PopularItems popular() {
    return settings.fallback().popularItems(history, excluded);
  }

  /** Items that the customer has not bought; filled up for every known customer. */
  Recommendations forYou(RecommendationModel model, PopularItems popular) {
    int size = settings.forYou().listSize();
    Recommendations lists =
        model.forCustomers(history, Candidates.UNSEEN.without(excluded), size).named(FOR_YOU);
    return settings.fallback().fill(lists, history, popular, size);
  }

  /** Whatever the customer may buy next, new or again; filled up for every known customer. */
  Recommendations nextBasket(RecommendationModel model, PopularItems popular) {
    int size = settings.nextBasket().listSize();
    Recommendations lists =
        model.forCustomers(history, Candidates.ALL.without(excluded), size).named(NEXT_BASKET);
    return settings.fallback().fill(lists, history, popular, size);
  }

  /** Items that the customer has bought; never filled up. */
  Recommendations buyAgain(RecommendationModel model) {
    return model
        .forCustomers(history, Candidates.BOUGHT.without(excluded), settings.buyAgain().listSize())
        .named(BUY_AGAIN);
  }

  SimilarItems alsoLike(RecommendationModel model) {
    SimilarItems lists = model.forItems(settings.alsoLike().listSize(), excluded);
    return new SimilarItems(ALSO_LIKE, lists.rows());
  }
}
