package org.alsolike.jobs.steps;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.RunRecord;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.store.StoreEntries;
import org.alsolike.models.evaluate.ChangeGates;
import org.alsolike.models.evaluate.GateResult;
import org.alsolike.models.recommend.rules.ListName;
import org.alsolike.models.recommend.rules.RuleBook;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Part;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.diff.Comparison;
import org.alsolike.serving.diff.ListChange;
import org.alsolike.serving.diff.VersionDiff;
import org.alsolike.serving.reader.VersionContent;
import org.alsolike.serving.reader.VersionSource;

/**
 * Compares what a run would publish with what is served, entry by entry as the store holds it, and
 * writes {@code diff.html} and {@code diff.json}.
 *
 * @param served the version that is served
 */
record DiffStep(RunContext context, Manifest served) {

  /** What changes, and what the gates say of it. */
  record Diff(VersionDiff changes, List<GateResult> gates) {}

  /**
   * @throws StoreUnavailable when the served version cannot be read
   */
  Left<Optional<Diff>> run(Results results) {
    return told(compared(results));
  }

  /** The same before publishing: a served version that is damaged must not keep a new one out. */
  Left<Optional<Diff>> runWherePossible(Results results) {
    VersionDiff changes;
    try {
      changes = compared(results);
    } catch (StoreUnavailable damaged) {
      return Left.of(Optional.empty(), List.of("not known: " + damaged.getMessage()));
    }
    return told(changes);
  }

  private Left<Optional<Diff>> told(VersionDiff changes) {
    Diff diff = new Diff(changes, gates(changes));
    record(changes);
    context.record().note("change_gates", diff.gates());
    List<String> lines = new ArrayList<>(DiffTable.lines(changes));
    lines.add(Project.shown(written(diff)).toString());
    return Left.of(Optional.of(diff), lines);
  }

  private VersionDiff compared(Results results) {
    int depth = context.settings().evaluation().k().get(0);
    try (VersionSource source = context.project().store().source();
        VersionContent content = source.open(served.version())) {
      return new Comparison(depth, barred(results))
          .of(content, StoreEntries.sorted(results.tables().values()));
    }
  }

  /** What rules keep out of every list of a kind today. */
  private Map<Part, Set<String>> barred(Results results) {
    RuleBook rules = RuleBook.of(context.settings().recommendations().rules(), results.history());
    Map<Part, Set<String>> barred = new HashMap<>();
    for (ListName list : ListName.values()) {
      Part part = list == ListName.ALSO_LIKE ? Part.similar(list.key()) : Part.list(list.key());
      barred.put(part, rules.excluded(list));
    }
    return barred;
  }

  private List<GateResult> gates(VersionDiff changes) {
    ListName list = ListName.FOR_YOU;
    ChangeGates gates = context.settings().gates().changes();
    List<GateResult> results = new ArrayList<>();
    Optional.ofNullable(changes.lists().get(Part.list(list.key()).name()))
        .map(
            change ->
                new ChangeGates.Changed(
                    list.key(),
                    change.shareChanged(),
                    change.shareEmptied(),
                    change.items().ratio()))
        .ifPresent(changed -> results.addAll(gates.judge(changed)));
    changes
        .lists()
        .forEach(
            (part, change) -> {
              String other = new Part(part).title();
              if (!other.equals(list.key())) {
                results.add(gates.judgeEmptied(other, change.shareEmptied()));
              }
            });
    results.add(
        ChangeGates.judge(
            changes.lists().values().stream().mapToLong(ListChange::brokenNow).sum()));
    return results;
  }

  private void record(VersionDiff changes) {
    RunRecord record = context.record();
    changes
        .lists()
        .forEach(
            (part, change) -> {
              String list = new Part(part).title();
              record.metric("emptied." + list, change.shareEmptied());
              if (change.both() == 0) {
                return; // nobody to compare
              }
              record.metric("churn.%s@%d".formatted(list, changes.depth()), change.churn());
              record.metric(
                  "changed.%s@%d".formatted(list, changes.depth()), change.shareChanged());
              record.metric("overlap.%s.median".formatted(list), change.overlap().q50());
            });
  }

  /** The page for people; its figures for machines lie beside it. */
  private Path written(Diff diff) {
    Path page = context.record().folder().resolve("diff.html");
    try {
      ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      ObjectNode document = json.valueToTree(diff.changes());
      document.set("gates", json.valueToTree(diff.gates()));
      json.writeValue(page.resolveSibling("diff.json").toFile(), document);
      Files.writeString(page, new DiffPage(title(), diff).html());
      return page;
    } catch (IOException e) {
      throw new StoreUnavailable("%s cannot be written: %s".formatted(page, e.getMessage()), e);
    }
  }

  private String title() {
    return "%s, as of %s, against version %d (as of %s)"
        .formatted(
            context.settings().project(),
            context.project().asOfDate(),
            served.version(),
            served.asOf().atZone(context.settings().timezone()).toLocalDate());
  }
}
