package org.alsolike.features;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Kept purchases by a real stack per customer and item, and affinities by adding up. */
record SlowPurchases(RandomShop shop, Instant asOf, AffinitySettings settings) {

  /** A purchase line and what is left of it. */
  static final class Line {
    final Happening bought;
    BigDecimal kept;

    Line(Happening bought) {
      this.bought = bought;
      this.kept = bought.quantity();
    }
  }

  List<Line> lines() {
    var inTime =
        comparing(Happening::at)
            .thenComparing(Happening::kind)
            .thenComparing(Happening::order)
            .thenComparing(Happening::quantity)
            .thenComparing(Happening::unitPrice);
    var lines = new ArrayList<Line>();
    Map<String, Deque<Line>> stacks = new HashMap<>();
    shop.events().stream()
        .filter(e -> e.at().isBefore(asOf) && (e.is("purchase") || e.is("return")))
        .sorted(inTime)
        .forEach(e -> happen(e, lines, stacks));
    return lines;
  }

  /** Customer and item to "weight bought orders first last price". */
  Map<String, String> affinities() {
    var weights = new TreeMap<String, BigDecimal>();
    var bought = new TreeMap<String, Boolean>();
    for (Line line : lines()) {
      if (line.bought.customer() != null) {
        boolean kept = line.kept.signum() > 0;
        BigDecimal term = kept ? term(line.bought) : BigDecimal.ZERO.setScale(6);
        weights.merge(pair(line.bought), term, BigDecimal::add);
        bought.put(pair(line.bought), true);
      }
    }
    for (Happening e : shop.events()) {
      boolean counts = e.customer() != null && e.at().isBefore(asOf) && e.is("view");
      if (counts) {
        weights.merge(pair(e), term(e), BigDecimal::add);
        bought.putIfAbsent(pair(e), false);
      }
    }
    var rows = new TreeMap<String, String>();
    weights.forEach(
        (pair, weight) -> rows.put(pair, weight + " " + bought.get(pair) + " " + kept(pair)));
    return rows;
  }

  /** What is left of a customer's purchases of an item, as "orders first last price". */
  private String kept(String pair) {
    var orders = new TreeSet<String>();
    var times = new TreeSet<Instant>();
    var paid = BigDecimal.ZERO;
    int lines = 0;
    for (Line line : lines()) {
      boolean ours = line.bought.customer() != null && pair(line.bought).equals(pair);
      if (ours && line.kept.signum() > 0) {
        orders.add(line.bought.order());
        times.add(line.bought.at());
        paid = paid.add(line.bought.unitPrice());
        lines++;
      }
    }
    return lines == 0
        ? "0 null null null"
        : "%d %s %s %s"
            .formatted(
                orders.size(),
                times.first(),
                times.last(),
                paid.divide(BigDecimal.valueOf(lines), 8, RoundingMode.HALF_UP)
                    .setScale(4, RoundingMode.HALF_UP));
  }

  private static void happen(Happening e, List<Line> lines, Map<String, Deque<Line>> stacks) {
    var stack =
        e.customer() == null
            ? new ArrayDeque<Line>()
            : stacks.computeIfAbsent(pair(e), pair -> new ArrayDeque<>());
    if (e.is("purchase")) {
      lines.add(new Line(e));
      stack.push(lines.get(lines.size() - 1));
      return;
    }
    BigDecimal back = e.quantity();
    while (back.signum() > 0 && !stack.isEmpty()) {
      BigDecimal taken = back.min(stack.peek().kept);
      stack.peek().kept = stack.peek().kept.subtract(taken);
      back = back.subtract(taken);
      if (stack.peek().kept.signum() == 0) {
        stack.pop();
      }
    }
  }

  private BigDecimal term(Happening e) {
    double days = Duration.between(e.at(), asOf).toNanos() / 1000 / 86_400e6;
    double halfLife = settings.halfLife().toSeconds() / 86_400.0;
    double weight = settings.weights().get(e.kind()) * StrictMath.pow(0.5, days / halfLife);
    return BigDecimal.valueOf(weight).setScale(6, RoundingMode.HALF_UP);
  }

  private static String pair(Happening e) {
    return e.customer() + " " + e.item();
  }
}
