package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.features.events.RejectionCounts;
import org.alsolike.features.events.TimelessStatements;
import org.alsolike.features.events.Validation;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Workspace;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.tables.Customers;
import org.alsolike.tables.Events;
import org.alsolike.tables.Items;
import org.alsolike.tables.ValidatedRows;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the sources once, writes every row with its outcome, and counts what was written. */
record ValidateStep(RunContext context) {

  private static final int SHOWN = 6;

  /** What the shop's files said, as far as it was understood. */
  record Validated(Events events, Optional<Items> items, Optional<Customers> customers) {}

  Left<Validated> run() {
    Map<String, ValidatedRows> sources = new LinkedHashMap<>();
    var validation =
        new Validation(
            context.spark(), context.settings().timezone(), context.fingerprints().forgotten());
    String base = Workspace.address(context.project().base());
    for (ValidatedRows source : validation.validate(context.settings().sources(), base)) {
      sources.put(source.source(), written(source));
    }
    List<RejectionCounts> counts = sources.values().stream().map(RejectionCounts::of).toList();
    record(counts);
    Map<String, Long> timeless = TimelessStatements.of(sources.values());
    context.record().note("timeless", timeless);
    double allowed = context.settings().sources().brokenAllowed();
    counts.forEach(source -> source.refuseAbove(allowed, place(context, source.source())));

    Validated validated =
        new Validated(
            events(sources),
            Optional.ofNullable(sources.get("items")).map(rows -> new Items(rows.accepted())),
            Optional.ofNullable(sources.get("customers"))
                .map(rows -> new Customers(rows.accepted())));
    List<String> lines = lines(counts, validated.events());
    timeless.forEach(
        (source, statements) -> {
          if (statements > 0) {
            lines.add("  %s statements of %s without a date".formatted(count(statements), source));
          }
        });
    Left<Validated> left = Left.of(validated, lines);
    counts.forEach(
        source ->
            left.with(source.source() + "_in", source.read())
                .with(source.source() + "_out", source.accepted()));
    return left;
  }

  private ValidatedRows written(ValidatedRows source) {
    return new ValidatedRows(
        source.source(),
        source.table(),
        context.snapshot(
            name(context, source.source()), context.fingerprints().validated(), source.rows()));
  }

  private static String name(RunContext context, String source) {
    return "validated/%s/%s"
        .formatted(Fingerprints.shortened(context.fingerprints().validated()), source);
  }

  /** Where every row of a source stands, accepted or with the reason why not; for people. */
  static String place(RunContext context, String source) {
    Path snapshots = context.project().workspace().root().resolve("snapshots");
    return Project.shown(snapshots.resolve(name(context, source))).toString();
  }

  private static Events events(Map<String, ValidatedRows> sources) {
    Dataset<Row> transactions = sources.get("transactions").accepted();
    return new Events(
        Optional.ofNullable(sources.get("interactions"))
            .map(interactions -> transactions.unionByName(interactions.accepted()))
            .orElse(transactions));
  }

  /** Conservation is of all sources together; each source and reason is noted apart. */
  private void record(List<RejectionCounts> counts) {
    long read = counts.stream().mapToLong(RejectionCounts::read).sum();
    long accepted = counts.stream().mapToLong(RejectionCounts::accepted).sum();
    context.record().metric("events.read", read);
    context.record().metric("events.accepted", accepted);
    context.record().metric("events.rejected", read - accepted);
    context.record().note("sources", counts);
  }

  private static List<String> lines(List<RejectionCounts> counts, Events events) {
    Kinds kinds = Kinds.of(events);
    List<String> lines = new ArrayList<>();
    for (RejectionCounts source : counts) {
      boolean transactions = source.source().equals("transactions");
      lines.add(
          "%s%s rows read: %s, %s rejected"
              .formatted(
                  transactions ? "" : source.source() + " ",
                  count(source.read()),
                  transactions ? kinds.accepted() : count(source.accepted()) + " accepted",
                  count(source.read() - source.accepted())));
      if (transactions && kinds.anonymous() > 0) {
        lines.add("  %s purchases name no customer".formatted(count(kinds.anonymous())));
      }
      List<String> reasons =
          source.rejected().stream()
              .map(reason -> count(reason.rows()) + " " + reason.name())
              .toList();
      for (int from = 0; from < reasons.size(); from += SHOWN) {
        int to = Math.min(reasons.size(), from + SHOWN);
        lines.add("  " + String.join(" · ", reasons.subList(from, to)));
      }
    }
    return lines;
  }

  /** Counts of accepted transactions; purchases without a customer are among the purchases. */
  private record Kinds(long purchases, long anonymous, long returns) {

    static Kinds of(Events events) {
      Row row =
          events
              .rows()
              .selectExpr(
                  "count_if(kind = 'purchase')",
                  "count_if(kind = 'purchase' and customer_id is null)",
                  "count_if(kind = 'return')")
              .head();
      return new Kinds(row.getLong(0), row.getLong(1), row.getLong(2));
    }

    String accepted() {
      return "%s purchases, %s returns".formatted(count(purchases), count(returns));
    }
  }
}
