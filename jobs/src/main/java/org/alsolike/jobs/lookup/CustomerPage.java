package org.alsolike.jobs.lookup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.alsolike.serving.Part;
import org.alsolike.serving.reader.CustomerList;
import org.alsolike.serving.reader.ServedVersion;
import org.alsolike.serving.values.CustomerCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.Membership;
import org.alsolike.serving.values.Score;

/** All that is served for one customer; an unknown customer gets the fallback, and it is said. */
public record CustomerPage(
    String customer,
    long version,
    Optional<CustomerCard> card,
    String source,
    List<Titled> forYou,
    List<Titled> nextBasket,
    List<Titled> buyAgain,
    SortedMap<String, Score> scores,
    SortedMap<String, Membership> segments) {

  private static final String FOR_YOU = "for_you";
  private static final String NEXT_BASKET = "next_basket";
  private static final String BUY_AGAIN = "buy_again";
  private static final int SHOWN = 10;

  public static CustomerPage of(ServedVersion version, String customer) {
    CustomerList forYou = version.forCustomer(FOR_YOU, customer);
    return new CustomerPage(
        customer,
        version.version(),
        version.customer(customer),
        forYou.describeSource(),
        Titled.of(version, forYou.items()),
        own(version, NEXT_BASKET, customer),
        own(version, BUY_AGAIN, customer),
        version.scores(customer),
        version.segments(customer));
  }

  /** Empty where the customer has no such list, or the version, made by older code, has none. */
  private static List<Titled> own(ServedVersion version, String list, String customer) {
    boolean served = version.manifest().parts().containsKey(Part.list(list).name());
    List<ListedItem> items = served ? version.ownList(list, customer).orElse(List.of()) : List.of();
    return Titled.of(version, items);
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("Customer %s · %s · version %d".formatted(customer, home(), version));
    lines.addAll(facts());
    lines.add("");
    lines.add("You may also like (%s)".formatted(source));
    forYou.stream().limit(SHOWN).forEach(item -> lines.add(item.line()));
    addList(lines, "Next basket", nextBasket);
    addList(lines, "Buy again", buyAgain);
    scores.forEach((model, score) -> addScore(lines, model, score));
    segments.forEach((segment, member) -> lines.add("Segment " + segment + describe(member)));
    return String.join("\n", lines);
  }

  private String home() {
    return card.map(known -> known.country().orElse("country unknown")).orElse("unknown here");
  }

  /** {@code 7 orders, 4,310.00 in a year, last 2 days before the as-of}; empty: nothing known. */
  private List<String> facts() {
    Map<String, String> facts = card.map(CustomerCard::facts).orElse(Map.of());
    List<String> parts = new ArrayList<>();
    Optional.ofNullable(facts.get("orders"))
        .ifPresent(n -> parts.add(n + (n.equals("1") ? " order" : " orders")));
    Optional.ofNullable(facts.get("amount_365d"))
        .ifPresent(amount -> parts.add(money(amount) + " in a year"));
    Optional.ofNullable(facts.get("days_since_last_order"))
        .ifPresent(days -> parts.add("last %s days before the as-of".formatted(whole(days))));
    return parts.isEmpty() ? List.of() : List.of(String.join(", ", parts));
  }

  private static void addList(List<String> lines, String title, List<Titled> list) {
    if (!list.isEmpty()) {
      lines.add("");
      lines.add(title);
      list.stream().limit(SHOWN).forEach(item -> lines.add(item.line()));
    }
  }

  private static void addScore(List<String> lines, String model, Score score) {
    lines.add("");
    lines.add(
        "%s: %s %% (more likely than %d %% of customers)"
            .formatted(model, percent(score.probability()), score.percentile() - 1));
    if (!score.reasons().isEmpty()) {
      lines.add("   " + String.join(" · ", score.reasons()));
    }
  }

  private static String describe(Membership member) {
    return member.holdout() ? " (held out)" : member.contactable() ? " (contactable)" : "";
  }

  private static String money(String amount) {
    return String.format(Locale.ROOT, "%,.2f", new BigDecimal(amount));
  }

  private static String whole(String days) {
    return new BigDecimal(days).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  public String json() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode page = json.createObjectNode();
    page.put("customer", customer).put("version", version).put("source", source);
    page.put("known", card.isPresent());
    card.flatMap(CustomerCard::country).ifPresent(country -> page.put("country", country));
    page.set("facts", json.valueToTree(card.map(CustomerCard::facts).orElse(Map.of())));
    page.set(FOR_YOU, json.valueToTree(forYou));
    page.set(NEXT_BASKET, json.valueToTree(nextBasket));
    page.set(BUY_AGAIN, json.valueToTree(buyAgain));
    page.set("scores", json.valueToTree(scores));
    page.set("segments", json.valueToTree(segments));
    return page.toPrettyString();
  }
}
