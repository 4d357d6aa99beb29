package org.alsolike.serving.reader;

import java.util.List;
import org.alsolike.serving.values.ListedItem;

/**
 * A list for an item: what goes with it.
 *
 * @param list such as {@code also_like}
 * @param items best first; empty for an item without neighbours, which has no fallback
 * @param version the version that it was read from
 */
public record ItemList(String list, String item, List<ListedItem> items, long version) {

  /** {@code own}, or {@code none} where nothing is known to go with the item. */
  public String tier() {
    return items.isEmpty() ? "none" : "own";
  }

  /** See {@link CustomerList#id}. */
  public String id() {
    return list + ":" + version + ":" + tier();
  }
}
