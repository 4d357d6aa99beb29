package org.alsolike.models.evaluate;

import java.util.List;
import java.util.Set;
import org.alsolike.tables.CustomerMetrics;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;

/**
 * Judges recommenders by a global split in time: what was known at the cut-off against what was
 * bought in the window after it, over the full catalogue.
 *
 * @param depths the k of every metric, such as 10 and 20; slices have figures at the first alone
 */
public record ListJudging(List<Integer> depths, Bootstrap bootstrap, Slicing slicing) {

  public ListJudging {
    depths = List.copyOf(depths);
    boolean outside = depths.stream().anyMatch(k -> k < 1 || k > RankingFormulas.DEEPEST);
    if (depths.isEmpty() || outside || Set.copyOf(depths).size() < depths.size()) {
      throw new IllegalArgumentException(
          "k must be a list of different numbers between 1 and %d, but is %s"
              .formatted(RankingFormulas.DEEPEST, depths));
    }
  }

  /**
   * Each contender's metrics for every customer who bought in the window; lazy.
   *
   * @param sold what was sold before the cut-off
   * @param window every purchase of the window, nothing netted
   */
  public CustomerMetrics perCustomer(
      History cutOff, SoldItems sold, Purchases window, JudgedLists lists) {
    return new CustomerJudging(lists, depths).against(RelevantItems.of(cutOff, sold, window));
  }

  /**
   * Means, intervals and what the lists make of the catalogue; runs two Spark jobs.
   *
   * @param customers what {@link #perCustomer} gave, read back from where it was written
   */
  public Judgement judge(CustomerMetrics customers, SoldItems sold, JudgedLists lists) {
    List<String> models = lists.contenders().stream().map(JudgedList::model).distinct().toList();
    List<Figure> catalogue = new CatalogueFigures(lists, depths).over(sold);
    return new Judgement(models, bootstrap.sums(customers, slicing, depths.get(0)), catalogue);
  }
}
