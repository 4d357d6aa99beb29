package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alsolike.models.recommend.kernel.ItemPanels;
import org.alsolike.models.recommend.kernel.Selection;
import org.alsolike.models.recommend.kernel.TopKKernel;
import org.alsolike.models.recommend.kernel.TopKSearch;

/**
 * Scores by the product of a customer's vector with an item's, for a batch of customers at a time.
 *
 * @param vectors the vector of each customer
 */
record FactorProducts(ItemPanels items, Vectors vectors) implements Chooser {

  /** Gives the vector of a customer, as long as the rank. */
  @FunctionalInterface
  interface Vectors extends Serializable {
    float[] of(Profile customer);
  }

  @Override
  public Iterator<Chosen> choose(Iterator<Profile> customers, Wanted wanted) {
    return new Batches(this, customers, wanted);
  }

  /** Makes the lists of one batch after the other in the same scratch arrays. */
  private static final class Batches implements Iterator<Chosen> {

    /** A multiple of the kernels' tile; with a rank of 64 their vectors fit the first cache. */
    private static final int BATCH = 96;

    private static final int[] NONE = {};

    private final FactorProducts products;
    private final Iterator<Profile> customers;
    private final Wanted wanted;
    private final TopKSearch search;
    private final Profile[] profiles = new Profile[BATCH];
    private final int[][] own = new int[BATCH][];
    private final float[] vectors;
    private final Selection[] best;
    private int size;
    private int next;

    Batches(FactorProducts products, Iterator<Profile> customers, Wanted wanted) {
      this.products = products;
      this.customers = customers;
      this.wanted = wanted;
      search = new TopKSearch(TopKKernel.fastest(), products.items(), wanted.excluded());
      vectors = new float[BATCH * products.items().rank()];
      best =
          Stream.generate(() -> new Selection(wanted.k())).limit(BATCH).toArray(Selection[]::new);
    }

    @Override
    public boolean hasNext() {
      return next < size || customers.hasNext();
    }

    @Override
    public Chosen next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == size) {
        read();
        choose();
      }
      Selection list = best[next];
      return new Chosen(
          profiles[next++].customer(),
          IntStream.range(0, list.size()).map(list::item).toArray(),
          IntStream.range(0, list.size()).mapToDouble(list::score).toArray());
    }

    private void read() {
      next = 0;
      size = 0;
      int rank = products.items().rank();
      while (size < BATCH && customers.hasNext()) {
        Profile profile = customers.next();
        System.arraycopy(products.vectors().of(profile), 0, vectors, size * rank, rank);
        requireFinite(profile);
        profiles[size++] = profile;
      }
    }

    private void requireFinite(Profile profile) {
      if (!products.items().givesFiniteProducts(vectors, size)) {
        throw new IllegalStateException(
            "%s gave %s a vector whose scores are not finite"
                .formatted(wanted.tier(), profile.customer()));
      }
    }

    private void choose() {
      switch (wanted.scope()) {
        case ALL -> chooseFromAllBut(profile -> NONE);
        case UNSEEN -> chooseFromAllBut(Profile::boughtItems);
        case BOUGHT -> chooseFromBought();
      }
    }

    private void chooseFromAllBut(Function<Profile, int[]> masked) {
      for (int customer = 0; customer < size; customer++) {
        own[customer] = wanted.withBarred(masked.apply(profiles[customer]), profiles[customer]);
      }
      search.topK(vectors, size, own, best);
    }

    private void chooseFromBought() {
      for (int customer = 0; customer < size; customer++) {
        int[] bought = wanted.withoutBarred(profiles[customer].boughtItems(), profiles[customer]);
        search.topKAmong(bought, vectors, customer, best[customer]);
      }
    }
  }
}
