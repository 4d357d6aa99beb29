package org.alsolike.serving.diff;

/**
 * What changes in one kind of list, looked at down to a depth.
 *
 * @param owners customers (or items, or countries) that have such a list
 * @param both how many have one in both
 * @param changed of these, how many are shown another item than before
 * @param churn of these, the mean share of items shown now that were not shown before; NaN of none
 * @param overlap of these, the rank-biased overlap of the whole lists
 * @param items items that any list shows
 * @param brokenBefore places of the served lists, at any depth, that break a rule of today
 * @param brokenNow likewise of the lists that are to replace them; more than none is a fault
 */
public record ListChange(
    MemberChange owners,
    long both,
    long changed,
    double churn,
    Quantiles overlap,
    MemberChange items,
    long brokenBefore,
    long brokenNow) {

  /** Of those who have a list in both, the share that is shown another item; 0 of none. */
  public double shareChanged() {
    return both == 0 ? 0 : (double) changed / both;
  }

  /** Of those who have a list now served, the share that would have none; 0 of none. */
  public double shareEmptied() {
    return owners.before() == 0 ? 0 : (double) owners.went() / owners.before();
  }
}
