package org.alsolike.models.recommend;

import java.util.Arrays;
import java.util.List;

/**
 * A customer as a second stage sees one: what follows from the profile, for the customer and for
 * one item.
 */
final class Shopper {

  static final List<String> FEATURES =
      List.of(
          "customer_items",
          "customer_orders",
          "customer_days_since_last_order",
          "customer_days_since_first_order",
          "customer_price",
          "own_orders",
          "own_share_of_orders",
          "own_affinity",
          "own_days_since_last",
          "own_interval",
          "own_days_over_interval",
          "own_days_before_last_order");

  private final Profile profile;
  private final double orders;
  private final double sinceLast;
  private final double sinceFirst;
  private final double price;

  Shopper(Profile profile) {
    this.profile = profile;
    double[] moments = new double[2 * profile.size()];
    int known = 0;
    double last = Double.NaN;
    double first = Double.NaN;
    double paid = 0;
    int priced = 0;
    double most = 0;
    for (int at = 0; at < profile.size(); at++) {
      if (profile.orders()[at] > 0) {
        moments[known++] = profile.lastDays()[at];
        moments[known++] = profile.firstDays()[at];
        last = Double.isNaN(last) ? profile.lastDays()[at] : Math.min(last, profile.lastDays()[at]);
        first =
            Double.isNaN(first)
                ? profile.firstDays()[at]
                : Math.max(first, profile.firstDays()[at]);
        most = Math.max(most, profile.orders()[at]);
      }
      if (!Double.isNaN(profile.prices()[at])) {
        paid += StrictMath.log1p(Math.max(0, profile.prices()[at]));
        priced++;
      }
    }
    // The profile knows the first and the last time of each item: nearly all orders show in one.
    orders = Math.max(most, Arrays.stream(moments, 0, known).distinct().count());
    sinceLast = last;
    sinceFirst = first;
    price = priced == 0 ? Double.NaN : paid / priced;
  }

  /** Logarithm of the prices that the customer usually pays; NaN when unknown. */
  double price() {
    return price;
  }

  /** What was bought in the last order, as a customer who holds nothing else. */
  Profile lastOrder() {
    int count = 0;
    for (int at = 0; at < profile.size(); at++) {
      count += inLastOrder(at) ? 1 : 0;
    }
    Profile last = Profile.of(profile.customer(), count, profile.row());
    int to = 0;
    for (int at = 0; at < profile.size(); at++) {
      if (inLastOrder(at)) {
        last.items()[to] = profile.items()[at];
        last.weights()[to] = 1;
        last.bought()[to] = true;
        last.orders()[to] = 1;
        to++;
      }
    }
    return last;
  }

  private boolean inLastOrder(int at) {
    return profile.orders()[at] > 0 && profile.lastDays()[at] == sinceLast;
  }

  /** Days since the customer last bought an item; NaN where that never was. */
  double daysSince(int item) {
    int own = Arrays.binarySearch(profile.items(), item);
    return own < 0 || profile.orders()[own] == 0 ? Double.NaN : profile.lastDays()[own];
  }

  /** Writes the values of {@link #FEATURES} for one item, and returns the position after them. */
  int write(int item, float[] values, int from) {
    int at = from;
    values[at++] = profile.size();
    values[at++] = (float) orders;
    values[at++] = (float) sinceLast;
    values[at++] = (float) sinceFirst;
    values[at++] = (float) price;
    int own = Arrays.binarySearch(profile.items(), item);
    if (own < 0 || profile.orders()[own] == 0) {
      values[at++] = 0;
      values[at++] = 0;
      values[at++] = own < 0 ? 0 : (float) profile.weights()[own];
      values[at++] = Float.NaN;
      values[at++] = Float.NaN;
      values[at++] = Float.NaN;
      values[at++] = Float.NaN;
      return at;
    }
    double times = profile.orders()[own];
    double last = profile.lastDays()[own];
    double interval = times > 1 ? (profile.firstDays()[own] - last) / (times - 1) : Double.NaN;
    values[at++] = (float) times;
    values[at++] = (float) (times / orders);
    values[at++] = (float) profile.weights()[own];
    values[at++] = (float) last;
    values[at++] = (float) interval;
    values[at++] = (float) (last / Math.max(1, interval));
    values[at++] = (float) (last - sinceLast);
    return at;
  }
}
