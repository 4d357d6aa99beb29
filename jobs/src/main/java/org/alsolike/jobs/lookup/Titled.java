package org.alsolike.jobs.lookup;

import java.util.List;
import org.alsolike.serving.reader.ServedVersion;
import org.alsolike.serving.values.ItemCard;
import org.alsolike.serving.values.ListedItem;

/** A place of a list with the item's title. */
record Titled(int rank, String item, String title, String score, String tier) {

  private static final int TITLE = 34;

  static List<Titled> of(ServedVersion version, List<ListedItem> list) {
    return java.util.stream.IntStream.range(0, list.size())
        .mapToObj(i -> of(version, i + 1, list.get(i)))
        .toList();
  }

  private static Titled of(ServedVersion version, int rank, ListedItem place) {
    String title = version.item(place.item()).flatMap(ItemCard::title).orElse("");
    return new Titled(rank, place.item(), title, place.score().toPlainString(), place.tier());
  }

  /** One line of a table, at most 100 columns wide. */
  String line() {
    String shown = title.length() > TITLE ? title.substring(0, TITLE - 1) + "…" : title;
    return "%3d  %-12s %-34s %12s  %s".formatted(rank, item, shown, score, tier);
  }
}
