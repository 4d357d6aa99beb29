package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.steps.ListReason.Standing;
import org.alsolike.jobs.steps.ListReason.Traced;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.models.recommend.rules.ListName;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Recommendations;
import org.apache.spark.sql.Row;

/**
 * Finds why an item is in a customer's lists, or is not. A list is made only where the item may be
 * in it, and a model is asked only for what the list does not tell.
 *
 * @param maker of the lists of this customer alone
 */
record FindingReasons(
    Settings.Recommendations settings,
    History history,
    Map<Recommender, RecommendationModel> models,
    KnownPair pair,
    ListMaker maker,
    PopularItems popular) {

  /**
   * How a list is made.
   *
   * @param candidates what it may hold as far as no rule is concerned
   */
  private record Plan(
      Settings.RankedList settings, Candidates candidates, Supplier<TracedLists> lists) {}

  private Plan plan(ListName list) {
    return switch (list) {
      case FOR_YOU -> new Plan(settings.forYou(), Candidates.UNSEEN, () -> maker.forYou(popular));
      case NEXT_BASKET ->
          new Plan(settings.nextBasket(), Candidates.ALL, () -> maker.nextBasket(popular));
      case BUY_AGAIN -> new Plan(settings.buyAgain(), Candidates.BOUGHT, maker::buyAgain);
      case ALSO_LIKE -> throw new IllegalArgumentException("also_like is of no customer");
    };
  }

  /** Runs a job for the list, and one for each recommender behind it. */
  ListReason of(ListName list) {
    Plan plan = plan(list);
    Optional<String> barred = barred(plan.candidates());
    List<String> against =
        maker.rules().against(list, pair.customer(), pair.item(), pair.daysSince());
    boolean mayBeListed = barred.isEmpty() && against.isEmpty();
    List<Traced> proposals = new ArrayList<>();
    Optional<Traced> ours = Optional.empty();
    if (mayBeListed) {
      List<Row> rows = plan.lists().get().rows().collectAsList();
      rows.forEach(row -> proposals.add(traced(row)));
      ours = rows.stream().filter(this::isOurs).findFirst().map(FindingReasons::traced);
    }
    Candidates seen = plan.candidates().seenBy(new Viewers.One(pair.customer()));
    // What rules keep out has a place among the others only where there are none.
    Candidates among = mayBeListed ? maker.rules().among(seen, list) : seen;
    return new ListReason(
        list,
        plan.settings().model().name(),
        plan.settings().listSize(),
        barred,
        against,
        ours,
        lastScore(proposals),
        pair.knownItem() && barred.isEmpty() ? standings(list, plan, ours, among) : List.of());
  }

  private Optional<String> barred(Candidates candidates) {
    return switch (candidates.scope()) {
      case ALL -> Optional.empty();
      case UNSEEN ->
          pair.isBought()
              ? Optional.of("bought before, and this list holds new items alone")
              : Optional.empty();
      case BOUGHT -> pair.isBought() ? Optional.empty() : Optional.of("never bought");
    };
  }

  private boolean isOurs(Row traced) {
    return traced.<String>getAs(TracedLists.ITEM.name()).equals(pair.item());
  }

  private static Traced traced(Row row) {
    Long rank = row.getAs(TracedLists.RANK.name());
    return new Traced(
        rank == null ? 0 : rank,
        row.<Long>getAs(TracedLists.PROPOSED.name()),
        row.<Double>getAs(TracedLists.SCORE.name()),
        row.getAs(TracedLists.TIER.name()),
        row.getList(row.fieldIndex(TracedLists.RULES.name())));
  }

  private static Optional<Double> lastScore(List<Traced> proposals) {
    return proposals.stream()
        .filter(one -> one.rank() > 0)
        .max(Comparator.comparingLong(Traced::rank))
        .map(Traced::score);
  }

  private List<Standing> standings(
      ListName list, Plan plan, Optional<Traced> ours, Candidates among) {
    RecommendationModel model = models.get(plan.settings().model());
    String name = plan.settings().model().name();
    int depth = maker.rules().depth(list, plan.settings().listSize());
    List<Standing> standings = new ArrayList<>();
    ours.filter(one -> one.tier().equals(name))
        .ifPresentOrElse(
            one -> standings.add(new Standing(name, one.place(), one.score(), depth)),
            () -> standings.addAll(ranks(name, model, depth, among)));
    model
        .parts()
        .ifPresent(
            parts ->
                parts
                    .models()
                    .forEach(
                        (part, one) -> standings.addAll(ranks(part, one, parts.depth(), among))));
    return standings;
  }

  /** Where a model ranks the item among all: one row, or none. */
  private List<Standing> ranks(
      String name, RecommendationModel model, int proposes, Candidates among) {
    int all = Math.toIntExact(history.itemFeatures().rows().count());
    List<Row> found =
        model
            .forCustomers(history, among, all)
            .rows()
            .where(Recommendations.ITEM.col().equalTo(pair.item()))
            .select(Recommendations.RANK.col(), Recommendations.SCORE.col())
            .collectAsList();
    return found.stream()
        .map(row -> new Standing(name, row.getLong(0), row.getDouble(1), proposes))
        .toList();
  }
}
