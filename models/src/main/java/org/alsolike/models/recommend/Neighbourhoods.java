package org.alsolike.models.recommend;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Finds each item's most similar items by counting, item by item, with what it lies together in the
 * baskets. Pairs of items are never shuffled: each task counts for its items alone, in exact
 * integers.
 */
record Neighbourhoods(
    Catalogue catalogue, Baskets customers, Baskets orders, ItemNeighbours settings)
    implements Serializable {

  /** Maps rows that hold an item's number to rows (item, rank, similar item, similarity). */
  record InPartition(Broadcast<Neighbourhoods> shared) implements MapPartitionsFunction<Long, Row> {
    @Override
    public Iterator<Row> call(Iterator<Long> items) {
      Search search = new Search(shared.value());
      Iterable<Long> once = () -> items;
      return StreamSupport.stream(once.spliterator(), false)
          .flatMap(item -> search.around(Math.toIntExact(item)))
          .iterator();
    }
  }

  private static final class Search {
    private final Neighbourhoods shared;
    private final int[] inCustomers;
    private final int[] inOrders;
    private final TopK best;

    Search(Neighbourhoods shared) {
      this.shared = shared;
      int size = shared.catalogue().size();
      inCustomers = new int[size];
      inOrders = new int[size];
      best = new TopK(Math.min(shared.settings().kept(), size));
    }

    Stream<Row> around(int item) {
      Arrays.fill(inCustomers, 0);
      Arrays.fill(inOrders, 0);
      shared.customers().addTogetherWith(item, inCustomers);
      shared.orders().addTogetherWith(item, inOrders);
      best.clear();
      for (int other = 0; other < inCustomers.length; other++) {
        if (other != item && inCustomers[other] + inOrders[other] > 0) {
          best.offer(other, similarity(item, other));
        }
      }
      Catalogue catalogue = shared.catalogue();
      return IntStream.range(0, best.size())
          .mapToObj(
              rank ->
                  RowFactory.create(
                      catalogue.id(item),
                      rank + 1L,
                      catalogue.id(best.item(rank)),
                      best.score(rank)));
    }

    private double similarity(int item, int other) {
      double share = shared.settings().orderShare();
      return (1 - share) * cosine(shared.customers(), inCustomers[other], item, other)
          + share * cosine(shared.orders(), inOrders[other], item, other);
    }

    private double cosine(Baskets baskets, int together, int item, int other) {
      double product = (double) baskets.with(item) * baskets.with(other);
      return together == 0 ? 0 : together / (Math.sqrt(product) + shared.settings().shrinkage());
    }
  }
}
