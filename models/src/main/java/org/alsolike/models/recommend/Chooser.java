package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Iterator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.inprocess.TopK;

/**
 * Chooses each customer's best items. It is broadcast, so it holds what grows with the items alone.
 */
@FunctionalInterface
interface Chooser extends Serializable {

  /** The customers' lists in the customers' order; made as they are asked for. */
  Iterator<Chosen> choose(Iterator<Profile> customers, Wanted wanted);

  /** One customer's list by item number, best first; of equal scores the smaller number first. */
  record Chosen(String customer, int[] items, double[] scores) {

    static Chosen of(String customer, TopK best) {
      return new Chosen(
          customer,
          IntStream.range(0, best.size()).map(best::item).toArray(),
          IntStream.range(0, best.size()).mapToDouble(best::score).toArray());
    }
  }

  /**
   * What lists are wanted.
   *
   * @param tier who proposes the items
   * @param excluded numbers of items that no list may hold
   * @param limits what some customers may not be shown
   * @param k length of a list, from 1
   */
  record Wanted(
      Catalogue catalogue,
      String tier,
      Candidates.Scope scope,
      BitSet excluded,
      Limits.Numbered limits,
      int k)
      implements Serializable {

    /** Whether an item number may be listed for this customer. */
    IntPredicate candidates(Profile profile) {
      IntPredicate inScope = scope.of(profile);
      BitSet barred = limits.of(profile);
      return item -> inScope.test(item) && !excluded.get(item) && !barred.get(item);
    }

    /** These items and those that limits keep from this customer; ascending. */
    int[] withBarred(int[] items, Profile profile) {
      if (limits.none()) {
        return items;
      }
      BitSet all = limits.of(profile);
      for (int item : items) {
        all.set(item);
      }
      return all.stream().toArray();
    }

    /** These items but for those that limits keep from this customer. */
    int[] withoutBarred(int[] items, Profile profile) {
      BitSet barred = limits.of(profile);
      return IntStream.of(items).filter(item -> !barred.get(item)).toArray();
    }
  }
}
