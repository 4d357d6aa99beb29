package org.alsolike.serving;

import static java.util.Comparator.comparing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.SstPartitionWriter;
import org.alsolike.serving.values.CustomerCard;
import org.alsolike.serving.values.ItemCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.Membership;
import org.alsolike.serving.values.Score;
import org.alsolike.serving.values.ValueCodec;

/**
 * A shop of a few hundred customers, published into a folder. Every value of edition n says n, so
 * that a mixture of editions would be seen.
 */
public record Shop(Path folder, int customers) {

  public static final Instant AS_OF = Instant.parse("2011-12-10T00:00:00Z");
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2011-12-10T06:30:00Z"), ZoneOffset.UTC);
  public static final Retention KEEP_THREE = new Retention(3, Duration.ZERO);

  private static final int PARTITIONS = 3;

  public static Shop in(Path folder) {
    return new Shop(folder, 300);
  }

  public Path store() {
    return folder.resolve("serving");
  }

  public StoreLayout layout() {
    return new StoreLayout(store());
  }

  public LocalStaging staging(int edition) {
    return new LocalStaging(folder.resolve("staging/" + edition));
  }

  public Publisher publisher() {
    return Publisher.into(store(), KEEP_THREE, CLOCK);
  }

  public Publication publish(int edition) {
    return publisher().publish(staged(edition), staging(edition));
  }

  /** The release of an edition; its files are in {@link #staging}. */
  public Release staged(int edition) {
    return release(edition, receipts(edition, 0));
  }

  public Release release(int edition, List<Receipt> receipts) {
    return new Release(
        "corner-shop",
        ZoneId.of("Europe/London"),
        "fingerprint-" + edition,
        AS_OF,
        Set.of(
            Part.list("for_you"),
            Part.list("buy_again"),
            Part.similar("also_like"),
            Part.score("buys_30d"),
            Part.segment("win_back"),
            Part.POPULAR,
            Part.ITEMS,
            Part.CUSTOMERS),
        receipts,
        Map.of("for_you", "sha256-of-model"),
        Map.of("edition", Integer.toString(edition)),
        Release.OlderAsOf.REFUSE);
  }

  /** Writes the edition's entries in three partitions. */
  public List<Receipt> receipts(int edition, long attempt) {
    var writer = new SstPartitionWriter(staging(edition), folder.resolve("scratch"), attempt);
    List<Entry> entries = entries(edition);
    var receipts = new ArrayList<Receipt>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int from = entries.size() * partition / PARTITIONS;
      int to = entries.size() * (partition + 1) / PARTITIONS;
      receipts.add(writer.write(partition, entries.subList(from, to).iterator()));
    }
    return receipts;
  }

  /** All entries of an edition, sorted by key. */
  public List<Entry> entries(int edition) {
    var entries = new ArrayList<Entry>();
    entries.add(entry(Part.POPULAR, Part.EVERYWHERE, list("tea", edition, "popular")));
    entries.add(entry(Part.POPULAR, "Iceland", list("jam", edition, "popular_in_country")));
    entries.add(entry(Part.similar("also_like"), "tea", list("milk", edition, "item-neighbours")));
    entries.add(
        entry(
            Part.ITEMS,
            "tea",
            ValueCodec.item(
                new ItemCard(Optional.of("TEA " + edition), Optional.empty(), Optional.empty()))));
    entries.add(
        entry(
            Part.ITEMS,
            "item-8",
            ValueCodec.item(
                new ItemCard(
                    Optional.of("SOLD OUT"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(false)))));
    for (int c = 0; c < customers; c++) {
      String customer = customer(c);
      entries.add(entry(Part.list("for_you"), customer, list("item-" + c, edition, "als")));
      entries.add(
          entry(
              Part.score("buys_30d"),
              customer,
              ValueCodec.score(Score.of(0.5, 50, List.of("edition " + edition)))));
      entries.add(
          entry(
              Part.CUSTOMERS,
              customer,
              ValueCodec.customer(
                  new CustomerCard(
                      Optional.of("Iceland"), Map.of("edition", Integer.toString(edition))))));
    }
    entries.add(
        entry(
            Part.segment("win_back"),
            customer(7),
            ValueCodec.membership(new Membership(false, true))));
    entries.sort(comparing(Entry::key, Arrays::compareUnsigned));
    return entries;
  }

  public static String customer(int number) {
    return "c%05d".formatted(number);
  }

  private static Entry entry(Part part, String id, byte[] value) {
    return new Entry(part.key(id), value);
  }

  private static byte[] list(String item, int edition, String tier) {
    return ValueCodec.list(List.of(ListedItem.of(item, edition, tier)));
  }
}
