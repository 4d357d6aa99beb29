package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.jobs.store.Stores;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.models.recommend.rules.ListName;
import org.alsolike.serving.Manifest;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;

/**
 * Why a customer is shown an item, or is not: which recommenders proposed it, what rules did, or
 * what it lacked. The customer's lists are made anew, by the code that makes what is published.
 */
public record WhyInquiry(String customer, String item) implements Inquiry {

  private static final List<ListName> OF_CUSTOMERS =
      List.of(ListName.FOR_YOU, ListName.NEXT_BASKET, ListName.BUY_AGAIN);

  @Override
  public String name() {
    return "why";
  }

  @Override
  public Answer answer(
      RunContext context, History history, Map<Recommender, RecommendationModel> models) {
    var settings = context.settings().recommendations();
    ListMaker maker = new ListMaker(settings, history, models::get);
    PopularItems popular =
        new PopularItems(
            context.result("popular", context.fingerprints().lists(), maker.popular().rows()));
    KnownPair pair = KnownPair.of(customer, item, history, popular);
    List<ListReason> reasons = new ArrayList<>();
    List<String> keptOut = new ArrayList<>();
    if (pair.knownCustomer()) {
      var finding =
          new FindingReasons(
              settings, history, models, pair, maker.seenBy(new Viewers.One(customer)), popular);
      OF_CUSTOMERS.forEach(list -> reasons.add(finding.of(list)));
    } else {
      keptOut.addAll(maker.rules().against(ListName.FOR_YOU, customer, item, Double.NaN));
    }
    return new WhyAnswer(
            context.project().asOfDate().toString(),
            version(context),
            pair,
            settings.giants().reason(history, customer),
            keptOut,
            reasons)
        .asAnswer();
  }

  /** The served version, where it is made of these inputs, this configuration and as-of. */
  private static Optional<Long> version(RunContext context) {
    return Stores.served(context.project())
        .filter(served -> served.fingerprint().equals(context.fingerprints().result()))
        .map(Manifest::version);
  }
}
