package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alsolike.serving.Part;
import org.alsolike.serving.diff.ListChange;
import org.alsolike.serving.diff.MemberChange;
import org.alsolike.serving.diff.Quantiles;
import org.alsolike.serving.diff.ScoreShift;
import org.alsolike.serving.diff.VersionDiff;

/** What a version would change, for people. */
final class DiffTable {

  private static final String ROW = "%-11s %8s %6s %6s %8s %8s %13s %7s %6s";
  static final List<String> HEAD =
      List.of("", "lists", "new", "gone", "changed", "churn", "overlap", "items", "new");

  private DiffTable() {}

  static List<String> lines(VersionDiff diff) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "against version %d: the first %d places; overlap 5 %% and median"
            .formatted(diff.served(), diff.depth()));
    lines.add(row(HEAD));
    diff.lists().forEach((part, change) -> lines.add(row(cells(part, change))));
    diff.lists()
        .forEach(
            (part, change) -> {
              if (change.brokenBefore() + change.brokenNow() > 0) {
                lines.add(broken(part, change, diff.served()));
              }
            });
    diff.scores().forEach((model, shift) -> lines.add(model + ": " + words(shift)));
    diff.segments().forEach((name, change) -> lines.add("segment " + name + ": " + words(change)));
    lines.add("customers: " + words(diff.customers()));
    lines.add("items: " + words(diff.items()));
    return lines;
  }

  private static String row(List<String> cells) {
    return ROW.formatted(cells.toArray()).stripTrailing();
  }

  static List<String> cells(String part, ListChange change) {
    return List.of(
        new Part(part).title(),
        count(change.owners().now()),
        count(change.owners().came()),
        count(change.owners().went()),
        change.both() == 0 ? "-" : percent(change.shareChanged()),
        change.both() == 0 ? "-" : percent(change.churn()),
        change.both() == 0 ? "-" : overlap(change.overlap()),
        count(change.items().now()),
        count(change.items().came()));
  }

  private static String overlap(Quantiles overlap) {
    return String.format(Locale.ROOT, "%.2f .. %.2f", overlap.q05(), overlap.q50());
  }

  private static String broken(String part, ListChange change, long served) {
    return "%s: %s places of version %d break a rule of today, %s of what is to replace it"
        .formatted(
            new Part(part).title(),
            count(change.brokenBefore()),
            served,
            count(change.brokenNow()));
  }

  static String words(ScoreShift shift) {
    return String.format(
        Locale.ROOT,
        "%.3f on average, before %.3f; half move by up to %.3f, 5 %% by %.3f or more",
        shift.meanNow(),
        shift.meanBefore(),
        shift.moved().q50(),
        shift.moved().q95());
  }

  static String words(MemberChange change) {
    return "%s, %s new, %s gone"
        .formatted(count(change.now()), count(change.came()), count(change.went()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
