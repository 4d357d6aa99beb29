package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alsolike.models.recommend.rules.ListName;

/**
 * Why an item is in a customer's list, or is not.
 *
 * @param model the recommender of the list
 * @param size places of the list
 * @param barred why such an item cannot be in a list of this name; empty: it can
 * @param keptOutBy rules that keep it out, whatever is proposed
 * @param traced what became of it as a proposal; empty: it was not among the proposals
 * @param lastScore of the last item of the list; empty: there is no list
 * @param standings where each recommender of the list ranks it among what the list may hold, that
 *     of the list first; a recommender that does not rank it is absent
 */
record ListReason(
    ListName list,
    String model,
    int size,
    Optional<String> barred,
    List<String> keptOutBy,
    Optional<Traced> traced,
    Optional<Double> lastScore,
    List<Standing> standings) {

  /**
   * A proposal.
   *
   * @param rank in the list, from 1; 0: not in it
   * @param place among the proposals, from 1; 0: a rule alone named it
   * @param rules that moved it or left it out
   */
  record Traced(long rank, long place, double score, String tier, List<String> rules) {}

  /**
   * Where a recommender ranks the item.
   *
   * @param rank from 1
   * @param proposes how many items it proposes, the best
   */
  record Standing(String recommender, long rank, double score, int proposes) {

    boolean isProposed() {
      return rank <= proposes;
    }
  }

  boolean isListed() {
    return traced.filter(one -> one.rank() > 0).isPresent();
  }

  /** {@code 3 of 20}, or - where it is not in the list. */
  String place() {
    return isListed() ? "%d of %d".formatted(traced.get().rank(), size) : "-";
  }

  /** In words: {@code kept out by not_sold_lately}. */
  String because() {
    return isListed() ? proposed(traced.get()) : lacked();
  }

  private String lacked() {
    if (barred.isPresent()) {
      return barred.get();
    }
    if (!keptOutBy.isEmpty()) {
      return "kept out by " + String.join(", ", keptOutBy);
    }
    if (traced.isPresent()) {
      return proposed(traced.get()) + "; " + last();
    }
    return standings.stream()
        .filter(one -> one.recommender().equals(model))
        .findFirst()
        .map(own -> "%s ranks it %s; %s".formatted(model, count(own.rank()), last()))
        .orElse("no recommender of this list proposes it");
  }

  private String last() {
    return lastScore
        .map(score -> "the last of %d places has score %s".formatted(size, number(score)))
        .orElse("the list is empty");
  }

  private static String proposed(Traced one) {
    String proposer =
        one.place() == 0
            ? "named by a rule alone"
            : "proposed by %s on place %s with score %s"
                .formatted(one.tier(), count(one.place()), number(one.score()));
    return one.rules().isEmpty()
        ? proposer
        : "%s, %s by %s"
            .formatted(
                proposer,
                one.rank() > 0 ? "moved" : "moved or left out",
                String.join(", ", one.rules()));
  }

  /** Four digits that count. */
  static String number(double score) {
    return String.format(Locale.ROOT, "%.4g", score);
  }
}
