package org.alsolike.serving.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.alsolike.serving.Entry;

/**
 * Up to 1,000 entries drawn with equal chances from a stream of unknown length (Vitter 1985,
 * algorithm R).
 */
final class EntrySample {

  static final int SIZE = 1_000;

  private final SplittableRandom random;
  private final List<Entry> entries = new ArrayList<>(SIZE);
  private long seen;

  EntrySample(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * Draws anew from what both have drawn, so that every entry of both streams has equal chances.
   * The other is used up.
   */
  void add(EntrySample other) {
    var both = new ArrayList<Entry>(SIZE);
    long own = seen;
    long others = other.seen;
    while (both.size() < SIZE && own + others > 0) {
      if (random.nextLong(own + others) < own) {
        both.add(drawOut(entries));
        own--;
      } else {
        both.add(drawOut(other.entries));
        others--;
      }
    }
    entries.clear();
    entries.addAll(both);
    seen += other.seen;
  }

  private Entry drawOut(List<Entry> from) {
    int last = from.size() - 1;
    Collections.swap(from, random.nextInt(from.size()), last);
    return from.remove(last);
  }

  void offer(byte[] key, byte[] value) {
    seen++;
    if (entries.size() < SIZE) {
      entries.add(new Entry(key, value));
      return;
    }
    long place = random.nextLong(seen);
    if (place < SIZE) {
      entries.set((int) place, new Entry(key, value));
    }
  }

  List<Entry> entries() {
    return entries;
  }
}
