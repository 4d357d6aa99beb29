package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.steps.Inquiry.Answer;
import org.alsolike.jobs.steps.ListReason.Standing;

/**
 * What {@code alsolike why} found.
 *
 * @param asOf the day at whose start the lists are made
 * @param version that holds these lists; empty: none that is served
 * @param giant why nothing is learned from the customer; empty: something is
 * @param keptOutBy rules that keep the item from people of whom nothing is known
 * @param lists why it is in each list of the customer; empty where nothing is known about them
 */
record WhyAnswer(
    String asOf,
    Optional<Long> version,
    KnownPair pair,
    Optional<String> giant,
    List<String> keptOutBy,
    List<ListReason> lists) {

  private static final int WIDTH = 96;

  /** Room for a list's name and the place. */
  private static final int PLACES = 23;

  Answer asAnswer() {
    return new Answer(lines(), json());
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Customer %s · item %s%s · %s"
            .formatted(
                pair.customer(),
                pair.item(),
                pair.title().map(title -> " " + title).orElse(""),
                bought()));
    lines.add(
        "As of %s, %s"
            .formatted(
                asOf,
                version
                    .map(number -> "as published in version " + number)
                    .orElse("as the configuration would be published now")));
    if (!pair.knownItem()) {
      lines.add("Nothing is known of this item before the as-of: no recommender proposes it.");
    }
    if (!pair.knownCustomer()) {
      lines.add("Nothing is known of this customer, who is shown what is popular: " + popular());
      return lines;
    }
    giant.ifPresent(
        reason -> lines.add("Nothing is learned from this customer, who %s.".formatted(reason)));
    places(lines);
    standings(lines);
    return lines;
  }

  private String bought() {
    if (!pair.isBought()) {
      return "never bought";
    }
    long orders = pair.bought().getAsLong();
    return orders == 0
        ? "bought and brought back"
        : "bought in %s %s, last %.0f days before"
            .formatted(count(orders), orders == 1 ? "order" : "orders", pair.daysSince());
  }

  private String popular() {
    if (!keptOutBy.isEmpty()) {
      return "the item is kept out by " + String.join(", ", keptOutBy) + ".";
    }
    return pair.popular().isEmpty()
        ? "the item is not in it."
        : "the item is on place %s.".formatted(count(pair.popular().getAsLong()));
  }

  private void places(List<String> lines) {
    lines.add("");
    lines.add("list         place     because");
    for (ListReason list : lists) {
      List<String> because = Console.wrapped(list.because(), WIDTH - PLACES);
      lines.add("%-12s %-9s %s".formatted(list.list().key(), list.place(), because.get(0)));
      because.stream().skip(1).forEach(more -> lines.add(" ".repeat(PLACES) + more));
    }
  }

  private void standings(List<String> lines) {
    if (lists.stream().allMatch(list -> list.standings().isEmpty())) {
      return;
    }
    lines.add("");
    lines.add("list         recommender              rank       score   proposes it");
    for (ListReason list : lists) {
      for (Standing one : list.standings()) {
        lines.add(
            "%-12s %-20s %8s %11s   %s"
                .formatted(
                    list.list().key(),
                    one.recommender(),
                    count(one.rank()),
                    ListReason.number(one.score()),
                    one.isProposed() ? "yes" : "no, its best %d".formatted(one.proposes())));
      }
    }
  }

  private String json() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode document = json.createObjectNode();
    document.put("customer", pair.customer()).put("item", pair.item());
    pair.title().ifPresent(title -> document.put("title", title));
    document.put("as_of", asOf);
    version.ifPresent(number -> document.put("version", number));
    document.put("known_customer", pair.knownCustomer()).put("known_item", pair.knownItem());
    giant.ifPresent(reason -> document.put("giant", reason));
    document.put("bought", pair.isBought());
    pair.bought().ifPresent(orders -> document.put("orders", orders));
    if (!Double.isNaN(pair.daysSince())) {
      document.put("days_since_bought", pair.daysSince());
    }
    pair.popular().ifPresent(place -> document.put("popular_rank", place));
    if (!pair.knownCustomer()) {
      document.set("kept_out_by", json.valueToTree(keptOutBy));
    }
    ObjectNode told = document.putObject("lists");
    for (ListReason list : lists) {
      write(list, told.putObject(list.list().key()), json);
    }
    return document.toPrettyString();
  }

  private static void write(ListReason list, ObjectNode one, ObjectMapper json) {
    one.put("listed", list.isListed()).put("size", list.size()).put("because", list.because());
    list.traced()
        .ifPresent(
            traced -> {
              if (list.isListed()) {
                one.put("rank", traced.rank());
              }
              one.put("proposed_rank", traced.place());
              one.put("score", traced.score()).put("tier", traced.tier());
              one.set("rules", json.valueToTree(traced.rules()));
            });
    list.lastScore().ifPresent(score -> one.put("last_score", score));
    one.set("kept_out_by", json.valueToTree(list.keptOutBy()));
    ArrayNode recommenders = one.putArray("recommenders");
    for (Standing standing : list.standings()) {
      recommenders
          .addObject()
          .put("recommender", standing.recommender())
          .put("rank", standing.rank())
          .put("score", standing.score())
          .put("proposed", standing.isProposed());
    }
  }
}
