package org.alsolike.serving.publish;

import java.util.ArrayList;
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
