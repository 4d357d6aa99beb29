package org.alsolike.jobs.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.jobs.config.Settings;
import org.alsolike.models.recommend.GatheredCustomers;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.models.recommend.rules.ListLosses;
import org.alsolike.models.recommend.rules.ListName;
import org.alsolike.models.recommend.rules.RuleEffects;
import org.alsolike.models.recommend.rules.RuleEffects.KeptOut;
import org.alsolike.models.recommend.rules.RuleEffects.Moved;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the rules of the configuration do at the as-of: which never fire, which contradict each
 * other, and which lists come out empty or shorter. All lists are made twice: with the rules, as
 * they would be published, and without any.
 */
public record RuleInquiry() implements Inquiry {

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public Answer answer(
      RunContext context, History history, Map<Recommender, RecommendationModel> models) {
    return GatheredCustomers.during(
        history, new Viewers.Everybody(), () -> found(context, history, models));
  }

  private static Answer found(
      RunContext context, History history, Map<Recommender, RecommendationModel> models) {
    Settings.Recommendations settings = context.settings().recommendations();
    ListMaker ruled = new ListMaker(settings, history, models::get);
    List<TracedLists> lists = lists(context, ruled, "");
    List<KeptOut> keptOut = ruled.rules().keptOut();
    Map<String, Map<String, Moved>> moved = new LinkedHashMap<>();
    lists.forEach(list -> moved.put(list.list(), RuleEffects.in(list)));
    List<ListLosses> losses = new ArrayList<>();
    if (!settings.rules().isEmpty()) {
      ListMaker free = new ListMaker(settings.withoutRules(), history, models::get);
      List<TracedLists> without = lists(context, free, "-without-rules");
      for (int i = 0; i < lists.size(); i++) {
        ListName list = ListName.of(lists.get(i).list());
        losses.add(ruled.rules().losses(list, without.get(i), lists.get(i)));
      }
    }
    return new RuleAnswer(settings.rules(), keptOut, moved, ruled.rules().contradictions(), losses)
        .asAnswer();
  }

  /** Under the names under which a run keeps them: one that follows finds them made. */
  private static List<TracedLists> lists(RunContext context, ListMaker maker, String suffix) {
    String fingerprint = context.fingerprints().lists();
    Dataset<Row> rows = maker.popular().rows();
    PopularItems popular = new PopularItems(context.result("popular" + suffix, fingerprint, rows));
    List<TracedLists> kept = new ArrayList<>();
    for (TracedLists made :
        List.of(
            maker.forYou(popular), maker.nextBasket(popular), maker.buyAgain(), maker.alsoLike())) {
      TracedLists lists = made.withoutTheRest();
      kept.add(
          new TracedLists(
              lists.list(), context.result(lists.list() + suffix, fingerprint, lists.rows())));
    }
    return kept;
  }
}
