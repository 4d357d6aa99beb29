package org.alsolike.models.propensity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Why customers score as high as they do, by occlusion: the values of one family of features are
 * replaced by their training medians, and what the log-odds lose is what the family adds. Only
 * families that add something are reasons. Each is told by the one of its known values that adds
 * most by itself.
 *
 * <p>Occlusion looks at one family at a time; where two families say the same, neither may look
 * important. A reason is what the model looked at, not a cause.
 */
final class Reasons {

  static final int MOST = 3;

  /** Log-odds: a probability moves by a quarter of a percent at most. */
  private static final double NEGLIGIBLE = 0.01;

  private final Classifier classifier;
  private final double[] medians;
  private final List<ReasonText> texts;
  private final List<List<Integer>> families;

  /**
   * @param texts one per feature, in the order of the raw values
   */
  Reasons(Classifier classifier, List<ReasonText> texts) {
    this.classifier = classifier;
    this.medians = classifier.preparation().medians();
    this.texts = texts;
    Map<String, List<Integer>> byName = new LinkedHashMap<>();
    for (int f = 0; f < texts.size(); f++) {
      byName.computeIfAbsent(texts.get(f).family(), name -> new ArrayList<>()).add(f);
    }
    this.families = List.copyOf(byName.values());
  }

  /** For each row at most three sentences, strongest first. */
  List<List<String>> of(List<double[]> rows, double[] scores) {
    List<List<Reason>> strongest = strongest(rows, scores);
    for (List<Integer> family : families) {
      tell(family, rows, scores, strongest);
    }
    return strongest.stream()
        .map(ofRow -> ofRow.stream().map(reason -> reason.sentence).toList())
        .toList();
  }

  private List<List<Reason>> strongest(List<double[]> rows, double[] scores) {
    List<List<Reason>> candidates = new ArrayList<>();
    rows.forEach(row -> candidates.add(new ArrayList<>()));
    for (List<Integer> family : families) {
      List<Integer> known = where(rows, row -> family.stream().anyMatch(f -> known(row, f)));
      double[] added = added(family, known, rows, scores);
      for (int i = 0; i < added.length; i++) {
        if (added[i] > NEGLIGIBLE) {
          candidates.get(known.get(i)).add(new Reason(family, added[i]));
        }
      }
    }
    return candidates.stream()
        .map(ofRow -> ofRow.stream().sorted(Reason.STRONGEST_FIRST).limit(MOST).toList())
        .toList();
  }

  /** Finds the sentence of one family for those rows that have it among their reasons. */
  private void tell(
      List<Integer> family, List<double[]> rows, double[] scores, List<List<Reason>> reasons) {
    for (int f : family) {
      List<Integer> asked =
          IntStream.range(0, rows.size())
              .filter(i -> known(rows.get(i), f) && of(family, reasons.get(i)) != null)
              .boxed()
              .toList();
      double[] added =
          family.size() == 1 ? new double[asked.size()] : added(List.of(f), asked, rows, scores);
      for (int i = 0; i < added.length; i++) {
        int row = asked.get(i);
        of(family, reasons.get(row)).offer(added[i], texts.get(f), rows.get(row)[f]);
      }
    }
  }

  /** What some features add to the log-odds of some rows. */
  private double[] added(
      List<Integer> features, List<Integer> places, List<double[]> rows, double[] scores) {
    List<double[]> occluded = new ArrayList<>(places.size());
    for (int place : places) {
      double[] row = rows.get(place).clone();
      features.forEach(f -> row[f] = medians[f]);
      occluded.add(row);
    }
    double[] added = classifier.scores(occluded);
    for (int i = 0; i < added.length; i++) {
      added[i] = scores[places.get(i)] - added[i];
    }
    return added;
  }

  private static Reason of(List<Integer> family, List<Reason> reasons) {
    return reasons.stream().filter(reason -> reason.family == family).findFirst().orElse(null);
  }

  private static boolean known(double[] row, int feature) {
    return Double.isFinite(row[feature]);
  }

  private static List<Integer> where(List<double[]> rows, Predicate<double[]> condition) {
    return IntStream.range(0, rows.size())
        .filter(i -> condition.test(rows.get(i)))
        .boxed()
        .toList();
  }

  /** A family that adds to a row's score, and the best way found so far to say it. */
  private static final class Reason {

    static final Comparator<Reason> STRONGEST_FIRST =
        Comparator.comparingDouble((Reason reason) -> reason.adds).reversed();

    private final List<Integer> family;
    private final double adds;
    private double best = Double.NEGATIVE_INFINITY;
    private String sentence;

    Reason(List<Integer> family, double adds) {
      this.family = family;
      this.adds = adds;
    }

    void offer(double addsAlone, ReasonText text, double value) {
      if (addsAlone > best) {
        best = addsAlone;
        sentence = text.say(value);
      }
    }
  }
}
