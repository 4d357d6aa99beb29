package org.alsolike.jobs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.alsolike.serving.reader.CustomerList.Source;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.values.ListedItem;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one whole run on a slice of the example's data exports, and serves. */
@ExtendWith(FirstRun.Shared.class)
class PublishedListsTest {

  private final ShopProject project;

  PublishedListsTest(FirstRun first) {
    this.project = first.project();
  }

  @Test
  void publishesAListForEveryCustomer() {
    Set<String> lists = Exports.of(project).lists("for_you", "customer_id").keySet();

    // Five more than bought something only ever sent something back, and one only looked.
    assertThat(lists).hasSize(365).containsAll(bought().keySet());
    assertThat(bought()).hasSize(359);
    assertThat(project.metric("published.customers")).isEqualTo(365);
    assertThat(project.metric("published.items"))
        .isEqualTo(2_919)
        .isEqualTo(Exports.of(project).lists("also_like", "item_id").size());
  }

  @Test
  void listsItemsForACustomerWhoOnlyLooked() {
    try (ServingReader reader = project.reader()) {
      var list = reader.forCustomer("for_you", SliceOfOnlineRetail.LOOKER);

      assertThat(list.source()).isEqualTo(Source.OWN);
      assertThat(list.items())
          .anySatisfy(place -> assertThat(place.tier()).doesNotStartWith("popular"));
      assertThat(reader.customer("crawler")).isEmpty();
      assertThat(reader.item("22423").orElseThrow().category()).contains("Tea");
      assertThat(reader.scores(SliceOfOnlineRetail.LOOKER)).as("never ordered").isEmpty();
    }
  }

  @Test
  void servesWhatItExports() {
    Exports exports = Exports.of(project);
    try (ServingReader reader = project.reader()) {
      assertThat(reader.version()).isEqualTo(1);
      exports
          .lists("for_you", "customer_id")
          .forEach(
              (customer, items) -> {
                var served = reader.forCustomer("for_you", customer);
                assertThat(served.source()).isEqualTo(Source.OWN);
                assertThat(ids(served.items())).isEqualTo(items);
              });
      exports
          .lists("also_like", "item_id")
          .forEach((item, similar) -> assertThat(ids(reader.alsoLike(item))).isEqualTo(similar));
      exports
          .lines("buys_30d.jsonl")
          .forEach(
              score -> {
                var served = reader.scores(score.get("customer_id").textValue()).get("buys_30d");
                assertThat(served.percentile()).isEqualTo(score.get("percentile").intValue());
                assertThat(served.probability().doubleValue())
                    .isCloseTo(score.get("probability").doubleValue(), within(0.000001));
              });
    }
  }

  @Test
  void neverProposesWhatTheCustomerBoughtBefore() {
    Map<String, Set<String>> bought = bought();

    Exports.of(project)
        .lists("for_you", "customer_id")
        .forEach(
            (customer, items) ->
                assertThat(items)
                    .as(customer)
                    .hasSize(20)
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(bought.getOrDefault(customer, Set.of("none"))));
    Exports.of(project)
        .lists("buy_again", "customer_id")
        .forEach(
            (customer, items) -> assertThat(bought.get(customer)).as(customer).containsAll(items));
  }

  @Test
  void fillsTheNextBasketOfEveryCustomerWithNewItemsAndOldOnes() {
    Map<String, Set<String>> bought = bought();
    Map<String, List<String>> baskets = Exports.of(project).lists("next_basket", "customer_id");

    assertThat(baskets.keySet())
        .isEqualTo(Exports.of(project).lists("for_you", "customer_id").keySet());
    assertThat(baskets.values())
        .allSatisfy(items -> assertThat(items).hasSize(20).doesNotHaveDuplicates());
    assertThat(baskets)
        .anySatisfy(
            (customer, items) ->
                assertThat(items)
                    .containsAnyElementsOf(bought.getOrDefault(customer, Set.of("none")))
                    .anySatisfy(item -> assertThat(bought.get(customer)).doesNotContain(item)));
    try (ServingReader reader = project.reader()) {
      baskets.forEach(
          (customer, items) ->
              assertThat(ids(reader.forCustomer("next_basket", customer).items()))
                  .isEqualTo(items));
    }
  }

  @Test
  void neverNamesAnItemInItsOwnList() {
    Exports.of(project)
        .lists("also_like", "item_id")
        .forEach(
            (item, similar) ->
                assertThat(similar)
                    .as(item)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .doesNotContain(item));
  }

  @Test
  void exportsAFilePerSegmentWithThoseWhomTheStoreCallsMembers() throws IOException {
    Path file = Exports.of(project).folder().resolve("segments/likely_and_valuable.csv");
    List<String> lines = Files.readAllLines(file);
    JsonNode summary = project.record().get("segment.likely_and_valuable");

    assertThat(lines.get(0)).startsWith("customer_id,probability,percentile,");
    assertThat(summary.get("members").intValue()).isPositive().isEqualTo(lines.size() - 1);
    try (ServingReader reader = project.reader()) {
      for (String line : lines.subList(1, lines.size())) {
        String customer = line.substring(0, line.indexOf(','));
        assertThat(reader.segments(customer)).containsKey("likely_and_valuable");
      }
    }
  }

  @Test
  void lettersGoOnlyToMembersWhoAgreedAndAreNotHeldOut() {
    Map<String, Long> excluded = new TreeMap<>();
    for (CSVRecord member : segment()) {
      var mayBe = SliceOfOnlineRetail.mayBeWrittenTo(member.get("customer_id"));
      boolean heldOut = Boolean.parseBoolean(member.get("holdout"));
      assertThat(member.get("contactable"))
          .as(member.toString())
          .isEqualTo(String.valueOf(mayBe.orElse(false) && !heldOut));
      String reason = mayBe.isEmpty() ? "unknown_consent" : mayBe.get() ? "holdout" : "no_consent";
      if (!reason.equals("holdout") || heldOut) {
        excluded.merge(reason, 1L, Long::sum);
      }
    }

    JsonNode noted = project.record().get("segment.likely_and_valuable").get("excluded");
    Map<String, Long> recorded = new TreeMap<>();
    noted.properties().forEach(e -> recorded.put(e.getKey(), e.getValue().longValue()));
    recorded.values().removeIf(members -> members == 0);
    assertThat(recorded).isEqualTo(excluded).containsKeys("no_consent", "unknown_consent");
  }

  private List<CSVRecord> segment() {
    return Exports.of(project).csv("segments/likely_and_valuable.csv");
  }

  /** What each customer bought, read from the file by other means; cancellations aside. */
  private Map<String, Set<String>> bought() {
    return SliceOfOnlineRetail.rows(project).stream()
        .filter(row -> !row.get("CustomerID").isEmpty() && isPurchase(row))
        .collect(
            groupingBy(
                row -> row.get("CustomerID").replace(".0", ""),
                TreeMap::new,
                mapping(row -> row.get("StockCode").toUpperCase(Locale.ROOT), toSet())));
  }

  private static boolean isPurchase(CSVRecord row) {
    return !row.get("InvoiceNo").startsWith("C")
        && Integer.parseInt(row.get("Quantity")) > 0
        && Double.parseDouble(row.get("UnitPrice")) > 0
        && !SliceOfOnlineRetail.NO_PRODUCTS.contains(row.get("StockCode").toUpperCase(Locale.ROOT))
        && !row.get("StockCode").startsWith("gift");
  }

  private static List<String> ids(List<ListedItem> items) {
    return items.stream().map(ListedItem::item).toList();
  }
}
