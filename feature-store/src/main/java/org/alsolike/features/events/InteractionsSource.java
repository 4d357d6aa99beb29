package org.alsolike.features.events;

import java.util.Map;
import java.util.Optional;

/**
 * What customers did besides buying: views, additions to a cart, ratings.
 *
 * @param path a file, a folder or a glob; CSV (also .gz) or Parquet by the file's extension
 * @param reject conditions by name, in order; they see the columns under their names here
 */
public record InteractionsSource(String path, Columns columns, Map<String, String> reject) {

  public InteractionsSource {
    reject = ConditionNames.checked("reject", reject);
  }

  /**
   * @param kind lower snake case, such as view or add_to_cart; purchase and return are refused
   * @param value a number such as a rating or seconds; may be absent
   */
  public record Columns(
      Optional<String> customerId,
      String itemId,
      String occurredAt,
      String kind,
      Optional<String> value) {}
}
