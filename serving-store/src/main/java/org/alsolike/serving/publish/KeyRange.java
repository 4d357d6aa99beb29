package org.alsolike.serving.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A range of keys in unsigned byte order.
 *
 * @param from the first key that may be in it
 * @param until the first key after it; empty: there is no end
 */
record KeyRange(byte[] from, Optional<byte[]> until) {

  /** Every key. */
  static final KeyRange ALL = new KeyRange(new byte[0], Optional.empty());

  /**
   * One range per partition that holds entries, in order. Together they are every key, so that an
   * entry which nobody promised is read too.
   */
  static List<KeyRange> of(List<Receipt> receipts) {
    List<byte[]> starts = new ArrayList<>();
    receipts.stream()
        .filter(receipt -> !receipt.isEmpty())
        .map(Receipt::firstKey)
        .sorted(Comparator.naturalOrder())
        .forEach(first -> starts.add(HexFormat.of().parseHex(first)));
    if (starts.isEmpty()) {
      return List.of(ALL);
    }
    starts.set(0, ALL.from());
    var ranges = new ArrayList<KeyRange>();
    for (int i = 0; i < starts.size(); i++) {
      boolean last = i + 1 == starts.size();
      ranges.add(
          new KeyRange(starts.get(i), last ? Optional.empty() : Optional.of(starts.get(i + 1))));
    }
    return ranges;
  }

  /** Whether a key that is not before the range is in it. */
  boolean reaches(byte[] key) {
    return until.isEmpty() || Arrays.compareUnsigned(key, until.get()) < 0;
  }
}
