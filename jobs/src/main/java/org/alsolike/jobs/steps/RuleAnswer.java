package org.alsolike.jobs.steps;

import static java.util.stream.Collectors.joining;
import static org.alsolike.jobs.run.Console.count;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.jobs.steps.Inquiry.Answer;
import org.alsolike.models.recommend.rules.Contradiction;
import org.alsolike.models.recommend.rules.ListLosses;
import org.alsolike.models.recommend.rules.ListName;
import org.alsolike.models.recommend.rules.Rule;
import org.alsolike.models.recommend.rules.RuleEffects.KeptOut;
import org.alsolike.models.recommend.rules.RuleEffects.Moved;

/**
 * What {@code alsolike rules check} found.
 *
 * @param moved by list and rule
 * @param losses by list; none where there are no rules
 */
record RuleAnswer(
    List<Rule> rules,
    List<KeptOut> keptOut,
    Map<String, Map<String, Moved>> moved,
    List<Contradiction> contradictions,
    List<ListLosses> losses) {

  Answer asAnswer() {
    return new Answer(lines(), json());
  }

  private Optional<KeptOut> keptOut(Rule rule) {
    return keptOut.stream().filter(effect -> effect.rule().equals(rule.name())).findFirst();
  }

  private boolean fires(Rule rule) {
    boolean keeps = keptOut(rule).filter(KeptOut::isSomething).isPresent();
    return keeps || moved.values().stream().anyMatch(effects -> effects.containsKey(rule.name()));
  }

  private List<String> lines() {
    if (rules.isEmpty()) {
      return List.of("There are no rules (recommendations.rules).");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d never fire, %s, %s emptied and %s shortened"
            .formatted(
                some(rules.size(), "rule"),
                rules.stream().filter(rule -> !fires(rule)).count(),
                some(contradictions.size(), "contradiction"),
                some(losses.stream().mapToLong(ListLosses::emptied).sum(), "list"),
                count(losses.stream().mapToLong(ListLosses::shortened).sum())));
    for (Rule rule : rules) {
      lines.add("");
      lines.add("  %s (%s)".formatted(rule.name(), rule.kind()));
      effects(rule).forEach(effect -> lines.add("    " + effect));
    }
    lines.add("");
    lines.add("  list              lists    emptied  shortened");
    losses.forEach(
        loss ->
            lines.add(
                "  %-12s %10s %10s %10s"
                    .formatted(
                        loss.list(),
                        count(loss.lists()),
                        count(loss.emptied()),
                        count(loss.shortened()))));
    return lines;
  }

  private List<String> effects(Rule rule) {
    List<String> effects = new ArrayList<>();
    if (!fires(rule)) {
      effects.add("never fires" + keptOut(rule).map(RuleAnswer::why).orElse(""));
    }
    keptOut(rule).filter(KeptOut::isSomething).map(RuleReport::line).ifPresent(effects::add);
    moved.forEach(
        (list, byRule) ->
            Optional.ofNullable(byRule.get(rule.name()))
                .ifPresent(effect -> effects.add(RuleReport.line(list, effect))));
    for (Contradiction found : contradictions) {
      if (found.rule().equals(rule.name())) {
        effects.addAll(lines(found));
      }
    }
    losses.forEach(
        loss ->
            loss.parts().stream()
                .filter(part -> part.rule().equals(rule.name()))
                .forEach(part -> effects.add(line(loss.list(), part))));
    return effects;
  }

  private static String why(KeptOut nothing) {
    return nothing.items() == 0
        ? ": no item meets it"
        : nothing.customers() == 0 ? ": no customer meets it" : ": no purchase meets it";
  }

  private static List<String> lines(Contradiction found) {
    return List.of(
        "contradicts %s: %s".formatted(found.other(), found.what()),
        "  %s for %s, in %s"
            .formatted(
                some(found.items(), "item"),
                some(found.customers(), "customer"),
                found.lists().stream().map(ListName::key).collect(joining(", "))));
  }

  private static String line(String list, ListLosses.Part part) {
    List<String> counts = new ArrayList<>();
    if (part.emptied() > 0) {
      counts.add(count(part.emptied()) + " emptied");
    }
    if (part.shortened() > 0) {
      counts.add(count(part.shortened()) + " shortened");
    }
    return "has a part in %s lists of %s".formatted(String.join(" and ", counts), list);
  }

  /** {@code 1 list}, {@code 1,234 lists}. */
  private static String some(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  private String json() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode document = json.createObjectNode();
    ArrayNode told = document.putArray("rules");
    for (Rule rule : rules) {
      ObjectNode one = told.addObject();
      one.put("name", rule.name()).put("kind", rule.kind()).put("fires", fires(rule));
      keptOut(rule).map(RuleReport::figures).ifPresent(figures -> put(one, figures));
      ObjectNode lists = one.putObject("lists");
      moved.forEach(
          (list, byRule) ->
              Optional.ofNullable(byRule.get(rule.name()))
                  .map(RuleReport::figures)
                  .ifPresent(figures -> put(lists.putObject(list), figures)));
    }
    ArrayNode opposites = document.putArray("contradictions");
    for (Contradiction found : contradictions) {
      ObjectNode one = opposites.addObject();
      one.put("rule", found.rule()).put("other", found.other()).put("what", found.what());
      one.put("items", found.items()).put("customers", found.customers());
      found.lists().forEach(list -> one.withArray("lists").add(list.key()));
    }
    document.set("lists", json.valueToTree(losses));
    return document.toPrettyString();
  }

  private static void put(ObjectNode object, Map<String, Long> figures) {
    figures.forEach((name, value) -> object.put(name, value.longValue()));
  }
}
