package org.alsolike.features.events;

import java.util.Map;
import java.util.Optional;

/**
 * What the shop says about its customers.
 *
 * @param path a file, a folder or a glob; CSV (also .gz) or Parquet by the file's extension
 * @param reject conditions by name, in order; they see the columns under their names here
 */
public record CustomersSource(String path, Columns columns, Map<String, String> reject) {

  public CustomersSource {
    reject = ConditionNames.checked("reject", reject);
  }

  /**
   * @param consent true, yes or 1: may be contacted; false, no or 0: may not; all else: unknown
   * @param knownFrom the statement holds from here on; without it the row is timeless
   */
  public record Columns(
      String customerId,
      Optional<String> country,
      Optional<String> consent,
      Optional<String> knownFrom) {}
}
