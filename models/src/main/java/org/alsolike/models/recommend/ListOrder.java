package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.alsolike.models.recommend.Proposal.Placed;

/** Makes a list out of more proposals than it has places. It is broadcast. */
@FunctionalInterface
public interface ListOrder extends Serializable {

  /** The best proposals in their order. */
  ListOrder AS_PROPOSED =
      (proposals, viewer, k) -> {
        List<Placed> placed = new ArrayList<>();
        for (Proposal proposal : proposals) {
          placed.add(new Placed(proposal, placed.size() < k ? placed.size() + 1 : 0, List.of()));
        }
        return placed;
      };

  /**
   * Every proposal with its rank in the list, or with 0.
   *
   * @param proposals what the viewer may be shown, best first
   * @param k places of the list
   */
  List<Placed> placed(List<Proposal> proposals, Viewer viewer, int k);

  /** For whom, or beside which item, a list is shown. */
  interface Viewer {

    /** The bits of the limits that hold here, as {@link Limits} counts them. */
    long bits();

    /** Whether the item may be in the list at all. */
    boolean mayBeShown(String item);
  }
}
