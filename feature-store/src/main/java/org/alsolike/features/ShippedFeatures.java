package org.alsolike.features;

import static org.alsolike.features.Aggregation.ACTIVE_DAYS;
import static org.alsolike.features.Aggregation.ACTIVE_SHARE;
import static org.alsolike.features.Aggregation.AMOUNT;
import static org.alsolike.features.Aggregation.AVERAGE_ORDER_VALUE;
import static org.alsolike.features.Aggregation.BUYERS;
import static org.alsolike.features.Aggregation.CATEGORY;
import static org.alsolike.features.Aggregation.COUNTRY;
import static org.alsolike.features.Aggregation.DAYS_SINCE_FIRST;
import static org.alsolike.features.Aggregation.DAYS_SINCE_LAST;
import static org.alsolike.features.Aggregation.ITEMS;
import static org.alsolike.features.Aggregation.LAST_AMOUNT;
import static org.alsolike.features.Aggregation.LAST_EVENTS;
import static org.alsolike.features.Aggregation.MEAN_GAP_DAYS;
import static org.alsolike.features.Aggregation.ORDERS;
import static org.alsolike.features.Aggregation.ORDERS_DUE;
import static org.alsolike.features.Aggregation.PRICE;
import static org.alsolike.features.Aggregation.QUANTITY;
import static org.alsolike.features.Aggregation.RECENCY_OVER_GAP;
import static org.alsolike.features.Aggregation.RETURN_RATE;
import static org.alsolike.features.Aggregation.TITLE;
import static org.alsolike.features.Aggregation.TREND;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The features that every shop gets. */
final class ShippedFeatures {

  static final List<FeatureEntry> CUSTOMER =
      List.of(
          whole(
              "days_since_last_order",
              DAYS_SINCE_LAST,
              "days since the latest purchase line",
              "last order {} days ago"),
          whole(
              "days_since_first_order",
              DAYS_SINCE_FIRST,
              "days since the earliest purchase line",
              "customer for {} days"),
          whole(
              "mean_gap_days",
              MEAN_GAP_DAYS,
              "mean days between orders; null below two orders",
              "orders every {} days on average"),
          whole(
              "recency_over_gap",
              RECENCY_OVER_GAP,
              "days since the last order over the mean gap; null where that is unknown or 0",
              "last order {} usual gaps ago"),
          inFamily(
              "recency_over_gap",
              whole(
                  "orders_due",
                  ORDERS_DUE,
                  "orders to be expected since the last one at the customer's own rate",
                  "{} orders due since the last one")),
          inFamily(
              "orders",
              entry(
                  "active_days",
                  ACTIVE_DAYS,
                  List.of(Duration.ofDays(90)),
                  Optional.of(true),
                  "days with an order {window}",
                  "ordered on {} days {window}")),
          inFamily(
              "orders",
              whole(
                  "active_share",
                  ACTIVE_SHARE,
                  "share of the periods of 30 days since the first order that hold one",
                  "an order in {} of the months since the first")),
          inFamily(
              "last_order",
              whole(
                  "last_order_amount",
                  LAST_AMOUNT,
                  "amount bought at the moment of the last order, before returns",
                  "{} spent in the last order")),
          inFamily(
              "last_order",
              whole(
                  "last_order_lines",
                  LAST_EVENTS,
                  "lines bought at the moment of the last order",
                  "{} lines in the last order")),
          windowedAndWhole("orders", ORDERS, "distinct orders {window}", "{} orders {window}"),
          windowedAndWhole(
              "amount",
              AMOUNT,
              "amount bought less amount returned {window}, in the shop's currency",
              "{} spent {window}"),
          windowedAndWhole(
              "items", ITEMS, "distinct items bought {window}", "{} different items {window}"),
          windowed(
              "average_order_value",
              AVERAGE_ORDER_VALUE,
              "amount bought per order {window}, before returns; null without an order",
              "{} per order {window}"),
          windowed(
              "return_rate",
              RETURN_RATE,
              "lines returned over lines bought {window}; 0 when nothing was bought",
              "{} of lines returned {window}"),
          whole(
              "country",
              COUNTRY,
              "country as the shop states it, else as the latest event names it",
              "lives in {}"));

  static final List<FeatureEntry> ITEM =
      List.of(
          windowed("buyers", BUYERS, "distinct known customers {window}", "{} buyers {window}"),
          windowed("orders", ORDERS, "distinct orders {window}", "in {} orders {window}"),
          windowed(
              "quantity",
              QUANTITY,
              "units sold less units returned {window}",
              "{} units sold {window}"),
          whole(
              "trend",
              TREND,
              "buyers of the last 30 days over a third of those of 90 days; null without the latter",
              "{} times its usual pace"),
          whole(
              "price",
              PRICE,
              "price as the shop states it, else of the latest purchase",
              "costs {}"),
          whole(
              "days_since_first_sale",
              DAYS_SINCE_FIRST,
              "days since the earliest purchase line",
              "first sold {} days ago"),
          whole(
              "days_since_last_sale",
              DAYS_SINCE_LAST,
              "days since the latest purchase line",
              "last sold {} days ago"),
          whole(
              "title",
              TITLE,
              "title as the shop states it, else the most frequent one on events",
              "called {}"),
          whole(
              "category",
              CATEGORY,
              "category as the shop states it, else as the latest event names it",
              "in category {}"));

  private ShippedFeatures() {}

  private static FeatureEntry whole(
      String name, Aggregation aggregation, String meaning, String phrase) {
    return entry(name, aggregation, List.of(), Optional.empty(), meaning, phrase);
  }

  /** Reasons name one of a family. */
  private static FeatureEntry inFamily(String family, FeatureEntry entry) {
    return new FeatureEntry(
        entry.name(),
        entry.aggregation(),
        entry.kind(),
        entry.windows(),
        entry.allTime(),
        entry.where(),
        entry.meaning(),
        entry.phrase(),
        Optional.of(family));
  }

  private static FeatureEntry windowed(
      String name, Aggregation aggregation, String meaning, String phrase) {
    return entry(name, aggregation, windows(), Optional.empty(), meaning, phrase);
  }

  private static FeatureEntry windowedAndWhole(
      String name, Aggregation aggregation, String meaning, String phrase) {
    return entry(name, aggregation, windows(), Optional.of(true), meaning, phrase);
  }

  private static List<Duration> windows() {
    return Stream.of(30, 90, 180, 365).map(Duration::ofDays).toList();
  }

  private static FeatureEntry entry(
      String name,
      Aggregation aggregation,
      List<Duration> windows,
      Optional<Boolean> allTime,
      String meaning,
      String phrase) {
    return new FeatureEntry(
        name,
        aggregation,
        Optional.empty(),
        windows,
        allTime,
        Optional.empty(),
        meaning,
        Optional.of(phrase),
        Optional.empty());
  }
}
