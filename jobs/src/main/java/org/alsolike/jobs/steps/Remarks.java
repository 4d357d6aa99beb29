package org.alsolike.jobs.steps;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alsolike.jobs.steps.Training.Purpose;

/**
 * What trainings said, each told once: a blend passes on what its parts said, and some of them also
 * speak for themselves.
 */
final class Remarks {

  /**
   * @param words as a blend passes them on: with the part's name before them
   */
  private record Remark(Purpose purpose, String words) {}

  private final Set<Remark> spoken = new HashSet<>();

  void add(Purpose purpose, String recommender, List<String> remarks) {
    remarks.forEach(remark -> spoken.add(new Remark(purpose, recommender + ": " + remark)));
  }

  /** Those remarks of a training that no other makes for itself. */
  List<String> own(Purpose purpose, List<String> remarks) {
    return remarks.stream()
        .filter(remark -> !spoken.contains(new Remark(purpose, remark)))
        .toList();
  }
}
