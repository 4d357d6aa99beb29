package org.alsolike.serving.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alsolike.serving.Part;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.ValueCodec;

/**
 * Takes items out of a version: their cards, the lists of what goes with them, and their places in
 * every list. Whoever was behind them moves up; a list of nothing else is gone, so that a reader
 * falls back.
 */
record Delisted(Set<String> items) implements Change {

  @Override
  public Optional<byte[]> value(byte[] key, byte[] value) {
    Part part = Part.of(key);
    boolean ofItems = part.equals(Part.ITEMS) || part.isSimilar();
    if (ofItems && items.contains(part.id(key))) {
      return Optional.empty();
    }
    boolean ranked = part.isList() || part.isSimilar() || part.equals(Part.POPULAR);
    return ranked ? left(value) : Optional.of(value);
  }

  private Optional<byte[]> left(byte[] value) {
    List<ListedItem> before = ValueCodec.list(value);
    List<ListedItem> left = before.stream().filter(place -> !items.contains(place.item())).toList();
    if (left.size() == before.size()) {
      return Optional.of(value);
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(ValueCodec.list(left));
  }
}
