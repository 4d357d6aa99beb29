package org.alsolike.benchmarks.serving;

import java.util.Arrays;

/**
 * How long each of many questions took.
 *
 * @param nanos sorted
 */
record Latencies(long[] nanos) {

  static Latencies of(long[]... perThread) {
    long[] all = Arrays.stream(perThread).flatMapToLong(Arrays::stream).sorted().toArray();
    return new Latencies(all);
  }

  int count() {
    return nanos.length;
  }

  /** The time that a share of the questions took at most. */
  double millis(double share) {
    int place = (int) Math.ceil(share * nanos.length) - 1;
    return nanos[Math.max(place, 0)] / 1e6;
  }
}
