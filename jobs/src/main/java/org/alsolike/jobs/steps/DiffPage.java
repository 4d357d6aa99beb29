package org.alsolike.jobs.steps;

import java.util.List;
import java.util.stream.Collectors;
import org.alsolike.serving.Part;
import org.alsolike.serving.diff.MemberChange;
import org.alsolike.serving.diff.VersionDiff;

/**
 * What a version would change as one page: no script, nothing loaded from elsewhere, every text of
 * the shop escaped.
 *
 * @param title what is compared with what
 */
record DiffPage(String title, DiffStep.Diff diff) {

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%1$s</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em }
      table { border-collapse: collapse; margin: 1em 0 }
      th, td { padding: .25em .8em; border-bottom: 1px solid #ddd; text-align: right }
      th:first-child, td:first-child { text-align: left }
      .no { color: #b00020; font-weight: bold }
      </style>
      </head>
      <body>
      <h1>What would change</h1>
      <p>%1$s</p>
      <h2>Gates</h2>
      %2$s
      <h2>Lists</h2>
      <p>The first %3$d places. Changed: customers (or items) who are shown another item than before.
      Churn: the share of items shown that were not shown before. Overlap: rank-biased overlap, from the
      least alike 5 %% to the median; 1 is the same list.</p>
      %4$s
      <h2>Scores and segments</h2>
      %5$s
      <h2>Items that come and go</h2>
      %6$s
      </body>
      </html>
      """;

  String html() {
    VersionDiff changes = diff.changes();
    return PAGE.formatted(escaped(title), gates(), changes.depth(), lists(), others(), items());
  }

  private String gates() {
    return diff.gates().stream()
        .map(
            gate ->
                "<li%s>%s: %s</li>"
                    .formatted(
                        gate.passed() ? "" : " class=\"no\"",
                        gate.passed() ? "yes" : "NO",
                        escaped(gate.reason())))
        .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
  }

  private String lists() {
    return diff.changes().lists().entrySet().stream()
        .map(list -> row("td", DiffTable.cells(list.getKey(), list.getValue())))
        .collect(
            Collectors.joining("\n", "<table>\n" + row("th", DiffTable.HEAD) + "\n", "\n</table>"));
  }

  private static String row(String cell, List<String> cells) {
    return cells.stream()
        .map(text -> "<%1$s>%2$s</%1$s>".formatted(cell, escaped(text)))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private String others() {
    StringBuilder list = new StringBuilder("<ul>\n");
    VersionDiff changes = diff.changes();
    changes.scores().forEach((model, shift) -> add(list, model + ": " + DiffTable.words(shift)));
    changes
        .segments()
        .forEach((name, change) -> add(list, "segment " + name + ": " + DiffTable.words(change)));
    add(list, "customers: " + DiffTable.words(changes.customers()));
    return list.append("</ul>").toString();
  }

  private String items() {
    StringBuilder list = new StringBuilder("<ul>\n");
    add(list, "known: " + DiffTable.words(diff.changes().items()));
    diff.changes()
        .lists()
        .forEach((part, change) -> named(list, new Part(part).title(), change.items()));
    return list.append("</ul>").toString();
  }

  private static void named(StringBuilder list, String name, MemberChange items) {
    add(list, "shown in %s: %s".formatted(name, DiffTable.words(items)));
    if (!items.firstCame().isEmpty()) {
      add(list, "new in %s, the first: %s".formatted(name, String.join(" ", items.firstCame())));
    }
    if (!items.firstWent().isEmpty()) {
      add(list, "gone from %s, the first: %s".formatted(name, String.join(" ", items.firstWent())));
    }
  }

  private static void add(StringBuilder list, String text) {
    list.append("<li>").append(escaped(text)).append("</li>\n");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
