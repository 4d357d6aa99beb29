package org.alsolike.features.events;

import java.util.Map;
import java.util.Optional;

/**
 * What the shop says about its items.
 *
 * @param path a file, a folder or a glob; CSV (also .gz) or Parquet by the file's extension
 * @param reject conditions by name, in order; they see the columns under their names here
 */
public record ItemsSource(String path, Columns columns, Map<String, String> reject) {

  public ItemsSource {
    reject = ConditionNames.checked("reject", reject);
  }

  /**
   * @param knownFrom the statement holds from here on; without it the row is timeless
   */
  public record Columns(
      String itemId,
      Optional<String> title,
      Optional<String> category,
      Optional<String> price,
      Optional<String> knownFrom) {}
}
