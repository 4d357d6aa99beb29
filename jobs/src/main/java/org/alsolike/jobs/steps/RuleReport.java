package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.util.ArrayList;
import java.util.List;
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
      lines.add(line(effect));
      metric(effect.rule() + ".items", effect.items());
      if (effect.customers() >= 0) {
        metric(effect.rule() + ".customers", effect.customers());
      }
      if (effect.pairs() >= 0) {
        metric(effect.rule() + ".pairs", effect.pairs());
      }
    }
    for (TracedLists list : lists) {
      for (Moved effect : RuleEffects.in(list).values()) {
        String name = effect.rule() + "." + list.list();
        lines.add(
            "%s in %s: moved %s, left out %s, in %s lists"
                .formatted(
                    effect.rule(),
                    list.list(),
                    count(effect.moved()),
                    count(effect.leftOut()),
                    count(effect.lists())));
        metric(name + ".moved", effect.moved());
        metric(name + ".left_out", effect.leftOut());
        metric(name + ".lists", effect.lists());
      }
    }
    return lines;
  }

  private static String line(KeptOut effect) {
    String from =
        effect.customers() < 0 ? "" : " for %s customers".formatted(count(effect.customers()));
    return effect.pairs() >= 0
        ? "%s purchases kept out by %s%s".formatted(count(effect.pairs()), effect.rule(), from)
        : "%s items kept out by %s%s".formatted(count(effect.items()), effect.rule(), from);
  }

  private void metric(String name, long value) {
    record.metric("rules." + name, value);
  }
}
