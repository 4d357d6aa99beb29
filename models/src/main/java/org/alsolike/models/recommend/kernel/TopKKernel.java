package org.alsolike.models.recommend.kernel;

/**
 * How products of customers with items are made. All kernels give the same bits; they differ in
 * speed alone, and one may be used by many threads.
 */
public sealed interface TopKKernel permits PlainKernel, VectorKernel {

  /** In plain Java, for every JVM. */
  static TopKKernel plain() {
    return new PlainKernel("plain Java");
  }

  /** The fastest that works in this JVM, probed once. */
  static TopKKernel fastest() {
    return Probe.FASTEST;
  }

  /** What it is, and when it is not the fastest of all, why: one line. */
  String description();

  /**
   * Offers the scores of all items, panel by panel.
   *
   * @param customers one vector per customer of the batch, one after the other
   */
  void offer(ItemPanels items, float[] customers, Shortlists shortlists);

  /**
   * Makes the same products and throws each away: the arithmetic alone, against which a search can
   * be measured.
   *
   * @param customers one vector per customer of the batch, one after the other
   */
  void multiply(ItemPanels items, float[] customers, int batch);
}
