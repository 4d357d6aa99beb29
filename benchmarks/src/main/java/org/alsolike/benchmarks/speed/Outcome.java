package org.alsolike.benchmarks.speed;

/**
 * What one contender took once.
 *
 * @param cpuSeconds of all threads of its process, compilation and garbage collection included,
 *     from the moment when its input was in memory
 * @param wallSeconds likewise
 * @param peakMegabytes the largest resident size of its process, as the system counted it
 * @param ndcg NDCG@20 of its lists; null where it makes none
 * @param note what to know of it, such as the BLAS behind it
 */
record Outcome(
    double cpuSeconds, double wallSeconds, long peakMegabytes, Double ndcg, String note) {

  Outcome judged(double found) {
    return new Outcome(cpuSeconds, wallSeconds, peakMegabytes, found, note);
  }

  Outcome noting(String further) {
    return new Outcome(cpuSeconds, wallSeconds, peakMegabytes, ndcg, note + further);
  }
}
