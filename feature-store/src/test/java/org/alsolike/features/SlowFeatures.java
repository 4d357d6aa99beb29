package org.alsolike.features;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.toCollection;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Features as plain Java over the list of all events, obviously right and slow. */
record SlowFeatures(RandomShop shop, Instant asOf) {

  private static final int[] WINDOWS = {30, 90, 180, 365};

  Map<String, Map<String, Object>> customers() {
    var subjects =
        Stream.concat(
                before().stream().map(Happening::customer).filter(Objects::nonNull),
                known(shop.customerStatements()).stream().map(Statement::subject))
            .collect(toCollection(TreeSet::new));
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    subjects.forEach(customer -> rows.put(customer, customer(customer)));
    return rows;
  }

  Map<String, Map<String, Object>> items() {
    var subjects =
        Stream.concat(
                before().stream().map(Happening::item),
                known(shop.itemStatements()).stream().map(Statement::subject))
            .collect(toCollection(TreeSet::new));
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    subjects.forEach(item -> rows.put(item, item(item)));
    return rows;
  }

  private Map<String, Object> customer(String customer) {
    var events = before().stream().filter(e -> customer.equals(e.customer())).toList();
    var bought = events.stream().filter(e -> e.is("purchase")).toList();
    var returned = events.stream().filter(e -> e.is("return")).toList();
    Double first = bought.stream().map(this::days).max(naturalOrder()).orElse(null);
    Double last = bought.stream().map(this::days).min(naturalOrder()).orElse(null);
    long orders = distinct(bought, Happening::order);
    Double gap = orders < 2 ? null : (first - last) / (orders - 1);
    var row = new LinkedHashMap<String, Object>();
    row.put("days_since_last_order", last);
    row.put("days_since_first_order", first);
    row.put("mean_gap_days", gap);
    row.put("recency_over_gap", gap == null || gap == 0 ? null : last / gap);
    row.put("orders_due", last == null ? null : last * ((orders - 0.5) / (first - last + 60)));
    row.put("active_days", periods(bought, 1));
    row.put("active_days_90d", periods(within(90, bought), 1));
    row.put(
        "active_share",
        first == null ? null : periods(bought, 30) / (double) ((long) (first / 30) + 1));
    var latest = bought.stream().filter(e -> last.equals(days(e))).toList();
    row.put("last_order_amount", last == null ? null : sum(latest, Happening::amount));
    row.put("last_order_lines", last == null ? null : (long) latest.size());
    row.put("orders", orders);
    row.put("amount", sum(bought, Happening::amount).subtract(sum(returned, Happening::amount)));
    row.put("items", distinct(bought, Happening::item));
    for (int w : WINDOWS) {
      var inside = within(w, bought);
      var back = within(w, returned);
      long n = distinct(inside, Happening::order);
      BigDecimal gross = sum(inside, Happening::amount);
      row.put("orders_" + w + "d", n);
      row.put("amount_" + w + "d", gross.subtract(sum(back, Happening::amount)));
      row.put("items_" + w + "d", distinct(inside, Happening::item));
      row.put("average_order_value_" + w + "d", n == 0 ? null : gross.doubleValue() / n);
      row.put(
          "return_rate_" + w + "d", inside.isEmpty() ? 0.0 : (double) back.size() / inside.size());
    }
    String stated = stated(shop.customerStatements(), customer, Statement::text);
    row.put("country", stated != null ? stated : latest(events, Happening::country));
    Predicate<Happening> cheap = e -> e.unitPrice().compareTo(BigDecimal.valueOf(5)) < 0;
    row.put(
        "cheap_orders_90d",
        distinct(within(90, bought).stream().filter(cheap).toList(), Happening::order));
    row.put("views", events.stream().filter(e -> e.is("view")).count());
    return row;
  }

  private Map<String, Object> item(String item) {
    var events = before().stream().filter(e -> item.equals(e.item())).toList();
    var bought = events.stream().filter(e -> e.is("purchase")).toList();
    var returned = events.stream().filter(e -> e.is("return")).toList();
    var row = new LinkedHashMap<String, Object>();
    for (int w : WINDOWS) {
      var inside = within(w, bought);
      row.put("buyers_" + w + "d", distinct(inside, Happening::customer));
      row.put("orders_" + w + "d", distinct(inside, Happening::order));
      row.put(
          "quantity_" + w + "d",
          sum(inside, Happening::quantity).subtract(sum(within(w, returned), Happening::quantity)));
    }
    double recent = distinct(within(30, bought), Happening::customer);
    double usual = distinct(within(90, bought), Happening::customer);
    row.put("trend", usual == 0 ? null : recent / (usual / 3));
    BigDecimal price = stated(shop.itemStatements(), item, Statement::price);
    row.put("price", price != null ? price : latest(bought, Happening::unitPrice));
    row.put(
        "days_since_first_sale", bought.stream().map(this::days).max(naturalOrder()).orElse(null));
    row.put(
        "days_since_last_sale", bought.stream().map(this::days).min(naturalOrder()).orElse(null));
    String stated = stated(shop.itemStatements(), item, Statement::text);
    row.put("title", stated != null ? stated : mostFrequent(events, Happening::title));
    row.put("category", stated != null ? stated : latest(events, Happening::category));
    return row;
  }

  private List<Happening> before() {
    return shop.events().stream().filter(e -> e.at().isBefore(asOf)).toList();
  }

  private List<Statement> known(List<Statement> statements) {
    return statements.stream().filter(s -> s.knownAt(asOf)).toList();
  }

  private List<Happening> within(int days, Collection<Happening> events) {
    Instant from = asOf.minus(Duration.ofDays(days));
    return events.stream().filter(e -> !e.at().isBefore(from)).toList();
  }

  private long periods(List<Happening> events, int days) {
    return events.stream().map(e -> (long) (days(e) / days)).distinct().count();
  }

  private double days(Happening event) {
    return Duration.between(event.at(), asOf).toNanos() / 1000 / 86_400e6;
  }

  private static long distinct(List<Happening> events, Function<Happening, String> what) {
    return events.stream().map(what).filter(Objects::nonNull).distinct().count();
  }

  private static BigDecimal sum(
      Collection<Happening> events, Function<Happening, BigDecimal> what) {
    return events.stream().map(what).reduce(BigDecimal.ZERO.setScale(4), BigDecimal::add);
  }

  private static <T> boolean says(T value) {
    return value != null && !value.toString().isBlank();
  }

  private static <T extends Comparable<T>> T latest(
      List<Happening> events, Function<Happening, T> what) {
    return events.stream()
        .filter(e -> says(what.apply(e)))
        .min(comparing(Happening::at).reversed().thenComparing(what))
        .map(what)
        .orElse(null);
  }

  private static String mostFrequent(List<Happening> events, Function<Happening, String> what) {
    var values = events.stream().map(what).filter(SlowFeatures::says).toList();
    Function<String, Long> times = v -> values.stream().filter(v::equals).count();
    return values.stream()
        .min(comparing(times).reversed().thenComparing(naturalOrder()))
        .orElse(null);
  }

  private <T extends Comparable<T>> T stated(
      List<Statement> statements, String subject, Function<Statement, T> what) {
    Comparator<Statement> newestFirst =
        comparing(
            s -> Optional.ofNullable(s.knownFrom()).orElse(Instant.MIN), Comparator.reverseOrder());
    return known(statements).stream()
        .filter(s -> s.subject().equals(subject) && says(what.apply(s)))
        .min(newestFirst.thenComparing(what))
        .map(what)
        .orElse(null);
  }
}
