package org.alsolike.serving.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.alsolike.serving.Part;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.ValueCodec;

/** Counts lists. It keeps the items that are shown, and nothing per list. */
final class ListTally implements Tally {

  private static final byte[] NO_VALUE = {};
  private static final Comparator<String> BY_BYTES =
      Comparator.comparing(id -> id.getBytes(UTF_8), Arrays::compareUnsigned);
  private static final RankBiasedOverlap OVERLAP = RankBiasedOverlap.usual();

  private final int depth;
  private final Set<String> barred;
  private final MemberTally owners;
  private final Spread overlaps = new Spread();
  private final Set<String> shownBefore = new HashSet<>();
  private final Set<String> shownNow = new HashSet<>();
  private long both;
  private long changed;
  private double churns;
  private long brokenBefore;
  private long brokenNow;

  /**
   * @param depth so many places are shown
   * @param barred items that rules keep out of every such list
   */
  ListTally(Part part, int depth, Set<String> barred) {
    owners = MemberTally.of(part);
    this.depth = depth;
    this.barred = barred;
  }

  @Override
  public void now(String id, byte[] value) {
    owners.now(id, value);
    lookNow(items(value));
  }

  @Override
  public void before(String id, byte[] value) {
    owners.before(id, value);
    lookBefore(items(value));
  }

  @Override
  public void both(String id, byte[] valueBefore, byte[] valueNow) {
    owners.both(id, valueBefore, valueNow);
    List<String> before = items(valueBefore);
    List<String> now = items(valueNow);
    lookBefore(before);
    lookNow(now);
    both++;
    Set<String> seen = new HashSet<>(shown(before));
    long fresh = shown(now).stream().filter(item -> !seen.contains(item)).count();
    changed += fresh > 0 || shown(now).size() != seen.size() ? 1 : 0;
    churns += now.isEmpty() ? 0 : (double) fresh / shown(now).size();
    overlaps.add(OVERLAP.of(before, now));
  }

  private void lookBefore(List<String> items) {
    shownBefore.addAll(shown(items));
    brokenBefore += broken(items);
  }

  private void lookNow(List<String> items) {
    shownNow.addAll(shown(items));
    brokenNow += broken(items);
  }

  private long broken(List<String> items) {
    return items.stream().filter(barred::contains).count();
  }

  private List<String> shown(List<String> items) {
    return items.subList(0, Math.min(depth, items.size()));
  }

  private static List<String> items(byte[] value) {
    return ValueCodec.list(value).stream().map(ListedItem::item).toList();
  }

  ListChange change() {
    return new ListChange(
        owners.change(),
        both,
        changed,
        both == 0 ? Double.NaN : churns / both,
        overlaps.quantiles(),
        items(),
        brokenBefore,
        brokenNow);
  }

  private MemberChange items() {
    MemberTally items = MemberTally.ofThings();
    Set<String> all = new TreeSet<>(BY_BYTES);
    all.addAll(shownBefore);
    all.addAll(shownNow);
    for (String item : all) {
      if (!shownBefore.contains(item)) {
        items.now(item, NO_VALUE);
      } else if (!shownNow.contains(item)) {
        items.before(item, NO_VALUE);
      } else {
        items.both(item, NO_VALUE, NO_VALUE);
      }
    }
    return items.change();
  }
}
