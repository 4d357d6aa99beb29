package org.alsolike.serving.diff;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.reader.VersionContent;

/**
 * Walks through a served version and through what is to replace it, side by side, each once and in
 * the order of the keys. It keeps the items that lists show; nothing in it grows with the
 * customers.
 *
 * @param depth so many places of a list are shown
 * @param barred items that rules keep out of every list of a part
 */
public record Comparison(int depth, Map<Part, Set<String>> barred) {

  public Comparison {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, but is " + depth);
    }
    barred = Map.copyOf(barred);
  }

  /**
   * @param next in ascending unsigned byte order of the keys
   * @throws org.alsolike.serving.StoreUnavailable when the version cannot be read, or is damaged
   * @throws IllegalArgumentException when the keys do not ascend
   */
  public VersionDiff of(VersionContent served, Iterator<Entry> next) {
    Walk walk = new Walk(next);
    served.forEach(new byte[0], walk::served);
    walk.drain();
    return new VersionDiff(
        served.manifest().version(),
        depth,
        walk.of(ListTally.class, part -> true, Part::name, ListTally::change),
        walk.of(ScoreTally.class, part -> true, Part::title, ScoreTally::shift),
        walk.of(MemberTally.class, Part::isSegment, Part::title, MemberTally::change),
        walk.members(Part.ITEMS),
        walk.members(Part.CUSTOMERS));
  }

  private Tally tally(Part part) {
    if (part.isList() || part.isSimilar() || part.equals(Part.POPULAR)) {
      return new ListTally(part, depth, barred.getOrDefault(part, Set.of()));
    }
    return part.isScore() ? new ScoreTally() : MemberTally.of(part);
  }

  /** A merge of two streams of entries. */
  private final class Walk {
    private final Iterator<Entry> next;
    private final SortedMap<Part, Tally> tallies = new TreeMap<>();
    private Entry ahead;
    private Part part;

    Walk(Iterator<Entry> next) {
      this.next = next;
      advance();
    }

    void served(byte[] key, byte[] value) {
      while (ahead != null && Arrays.compareUnsigned(ahead.key(), key) < 0) {
        onlyNow();
      }
      Tally tally = tallyOf(key);
      if (ahead != null && Arrays.equals(ahead.key(), key)) {
        tally.both(part.id(key), value, ahead.value());
        advance();
      } else {
        tally.before(part.id(key), value);
      }
    }

    void drain() {
      while (ahead != null) {
        onlyNow();
      }
    }

    private void onlyNow() {
      Tally tally = tallyOf(ahead.key());
      tally.now(part.id(ahead.key()), ahead.value());
      advance();
    }

    private void advance() {
      Entry last = ahead;
      ahead = next.hasNext() ? next.next() : null;
      if (last != null && ahead != null && Arrays.compareUnsigned(last.key(), ahead.key()) >= 0) {
        throw new IllegalArgumentException(
            "keys must ascend, but %s follows %s"
                .formatted(Entry.readable(ahead.key()), Entry.readable(last.key())));
      }
    }

    private Tally tallyOf(byte[] key) {
      if (part == null || !part.holds(key)) {
        part = Part.of(key);
      }
      return tallies.computeIfAbsent(part, Comparison.this::tally);
    }

    <T extends Tally, C> SortedMap<String, C> of(
        Class<T> kind, Predicate<Part> which, Function<Part, String> name, Function<T, C> change) {
      SortedMap<String, C> changes = new TreeMap<>();
      tallies.forEach(
          (part, tally) -> {
            if (kind.isInstance(tally) && which.test(part)) {
              changes.put(name.apply(part), change.apply(kind.cast(tally)));
            }
          });
      return changes;
    }

    MemberChange members(Part part) {
      return ((MemberTally) tallies.getOrDefault(part, MemberTally.of(part))).change();
    }
  }
}
