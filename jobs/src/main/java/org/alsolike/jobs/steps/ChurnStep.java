package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.models.evaluate.ListChurn;
import org.alsolike.models.evaluate.ListChurn.Churn;
import org.alsolike.models.evaluate.ListChurn.Lists;
import org.alsolike.serving.Manifest;

/**
 * Says how much of the lists will change for those who see them: against the lists of the served
 * version, as the run that published it keeps them.
 */
record ChurnStep(RunContext context, Manifest served) {

  Left<Map<String, Churn>> run(Results results) {
    List<Lists> now = now(results);
    List<Lists> before = before(now);
    if (before.isEmpty()) {
      return Left.of(
          Map.of(),
          List.of(
              "not known: the snapshots of version %d's lists are gone"
                  .formatted(served.version())));
    }
    int k = context.settings().evaluation().k().get(0);
    Map<String, Churn> churns = new ListChurn(k).of(now, before);
    List<String> lines = new ArrayList<>();
    churns.forEach(
        (list, churn) -> {
          context.record().metric("churn.%s@%d".formatted(list, k), churn.churn());
          lines.add(line(list, k, churn));
        });
    return Left.of(churns, lines);
  }

  private String line(String list, int k, Churn churn) {
    return String.format(
        Locale.ROOT,
        "%s: %.1f %% of the first %d are other items than in version %d (%s lists in both)",
        list,
        100 * churn.churn(),
        k,
        served.version(),
        count(churn.both()));
  }

  private static List<Lists> now(Results results) {
    return Stream.concat(
            results.forCustomers().stream().map(Lists::of), Stream.of(Lists.of(results.alsoLike())))
        .toList();
  }

  /** The same lists of the served version, as far as their snapshots are there. */
  private List<Lists> before(List<Lists> now) {
    return now.stream()
        .filter(one -> context.snapshots().holds(snapshot(one.list())))
        .map(one -> one.as(context.snapshots().read(snapshot(one.list()))))
        .toList();
  }

  private String snapshot(String list) {
    return RunContext.results(served.fingerprint()) + list;
  }
}
