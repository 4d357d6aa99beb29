package org.alsolike.benchmarks.serving;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.publish.PartitionWriter;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.ReleaseSize;
import org.alsolike.serving.values.CustomerCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.ValueCodec;

/**
 * A list for each of many customers. The score of each first place is the edition, so that a
 * mixture of editions is seen. Values are made once and taken in turn, so that making them is not
 * measured.
 *
 * @param customers how many lists
 * @param places items per list
 */
record SyntheticLists(int customers, int places) {

  static final Part LIST = Part.list("for_you");

  private static final int DISTINCT = 4_096;
  private static final int ITEMS = 50_000;
  private static final int KEY_BYTES = 24;
  private static final byte[] CARD =
      ValueCodec.customer(new CustomerCard(Optional.of("Iceland"), Map.of("orders_365d", "7")));

  static String customer(int number) {
    return "c" + Integer.toString(100_000_000 + number).substring(1);
  }

  /** What the first place of every list of an edition must be. */
  static ListedItem first(int edition) {
    return ListedItem.of("i10000", edition, "als");
  }

  /** The values that the lists of an edition take in turn. */
  private byte[][] values(int edition) {
    return IntStream.range(0, Math.min(DISTINCT, customers))
        .mapToObj(value -> ValueCodec.list(list(edition, value)))
        .toArray(byte[][]::new);
  }

  private List<ListedItem> list(int edition, int value) {
    var list = new ArrayList<>(List.of(first(edition)));
    for (int place = 1; place < places; place++) {
      int item = Math.floorMod(value * 7_919 + place * 104_729, ITEMS);
      list.add(ListedItem.of("i" + (10_000 + item), edition - (value + 1) * place / 97.0, "als"));
    }
    return list;
  }

  /** The lists as disjoint ranges of sorted entries. */
  List<Iterator<Entry>> lists(int edition, int partitions) {
    byte[][] values = values(edition);
    return IntStream.range(0, partitions)
        .mapToObj(
            p ->
                range(
                    (int) ((long) customers * p / partitions),
                    (int) ((long) customers * (p + 1) / partitions),
                    n -> new Entry(LIST.key(customer(n)), values[n % values.length])))
        .toList();
  }

  /** The same, and a card per customer before them. */
  List<Iterator<Entry>> cardsAndLists(int edition, int partitions) {
    var all = new ArrayList<Iterator<Entry>>();
    all.add(range(0, customers, n -> new Entry(Part.CUSTOMERS.key(customer(n)), CARD)));
    all.addAll(lists(edition, partitions));
    return all;
  }

  private static Iterator<Entry> range(int from, int to, IntFunction<Entry> entry) {
    return IntStream.range(from, to).mapToObj(entry).iterator();
  }

  /** Writes each partition in a thread of its own, as tasks do. */
  static List<Receipt> written(List<Iterator<Entry>> partitions, PartitionWriter writer) {
    return Threads.each(partitions, writer::write);
  }

  static Release release(int edition, List<Receipt> receipts) {
    return new Release(
        "synthetic",
        ZoneOffset.UTC,
        "edition-" + edition,
        Instant.EPOCH.plusSeconds(edition),
        Set.of(LIST, Part.CUSTOMERS),
        receipts,
        Map.of(),
        Map.of("edition", Integer.toString(edition)),
        Release.OlderAsOf.REFUSE);
  }

  /** Of lists and cards, a little more than there is. */
  ReleaseSize size() {
    long bytes = 0;
    for (byte[] value : values(1)) {
      bytes = Math.max(bytes, value.length);
    }
    return new ReleaseSize(2L * customers, customers * (bytes + 2L * KEY_BYTES + CARD.length));
  }

  static Path staging(Path folder, int edition) {
    return folder.resolve("staging").resolve(Integer.toString(edition));
  }
}
