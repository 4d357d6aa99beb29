package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.jobs.run.RunRecord;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.models.recommend.rules.RuleBook;
import org.alsolike.models.recommend.rules.RuleEffects;
import org.alsolike.models.recommend.rules.RuleEffects.KeptOut;
import org.alsolike.models.recommend.rules.RuleEffects.Moved;

/** Says what the rules did, and records it as figures. */
record RuleReport(RunRecord record) {

  /**
   * One line for each rule and list; a rule that did nothing is said to.
   *
   * @param lists as they were written
   */
  List<String> lines(RuleBook rules, List<TracedLists> lists) {
    List<String> lines = new ArrayList<>();
    for (KeptOut effect : rules.keptOut()) {
      lines.add("%s: %s".formatted(effect.rule(), line(effect)));
      figures(effect).forEach((name, value) -> metric(effect.rule() + "." + name, value));
    }
    for (TracedLists list : lists) {
      for (Moved effect : RuleEffects.in(list).values()) {
        String name = effect.rule() + "." + list.list() + ".";
        lines.add("%s: %s".formatted(effect.rule(), line(list.list(), effect)));
        figures(effect).forEach((figure, value) -> metric(name + figure, value));
      }
    }
    return lines;
  }

  static String line(KeptOut effect) {
    String from =
        effect.customers() < 0 ? "" : " for %s customers".formatted(count(effect.customers()));
    return effect.pairs() >= 0
        ? "%s purchases kept out%s".formatted(count(effect.pairs()), from)
        : "%s items kept out%s".formatted(count(effect.items()), from);
  }

  static String line(String list, Moved effect) {
    return "moved %s and left out %s items in %s lists of %s"
        .formatted(count(effect.moved()), count(effect.leftOut()), count(effect.lists()), list);
  }

  /** By name. */
  static Map<String, Long> figures(KeptOut effect) {
    Map<String, Long> figures = new LinkedHashMap<>(Map.of("items", effect.items()));
    if (effect.customers() >= 0) {
      figures.put("customers", effect.customers());
    }
    if (effect.pairs() >= 0) {
      figures.put("pairs", effect.pairs());
    }
    return figures;
  }

  /** By name. */
  static Map<String, Long> figures(Moved effect) {
    Map<String, Long> figures = new LinkedHashMap<>(Map.of("moved", effect.moved()));
    figures.put("left_out", effect.leftOut());
    figures.put("lists", effect.lists());
    return figures;
  }

  private void metric(String name, long value) {
    record.metric("rules." + name, value);
  }
}
