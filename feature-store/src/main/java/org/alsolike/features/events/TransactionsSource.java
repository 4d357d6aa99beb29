package org.alsolike.features.events;

import java.util.Map;
import java.util.Optional;

/**
 * Lines of orders. Each column is named by a column of the source or by a Spark SQL expression over
 * the source's columns.
 *
 * @param path a file, a folder or a glob; CSV (also .gz) or Parquet by the file's extension
 * @param returns conditions by name; a row that meets one is a return, its quantity made positive
 * @param reject conditions by name, in order; the first that holds is the reason. Returns and
 *     rejects see our columns (quantity still signed) and {@code occurrence}: 1 for the first of
 *     rows that are identical in all source columns, 2 for the next, ...
 */
public record TransactionsSource(
    String path,
    Columns columns,
    Attributes attributes,
    Map<String, String> returns,
    Map<String, String> reject) {

  public TransactionsSource {
    returns = ConditionNames.checked("returns", returns);
    reject = ConditionNames.checked("reject", reject);
  }

  /**
   * @param customerId where it is null or blank the row is kept: it still tells what is bought
   *     together
   * @param quantity units, below zero where the shop writes returns so
   * @param unitPrice price of one unit
   */
  public record Columns(
      String orderId,
      String itemId,
      Optional<String> customerId,
      String occurredAt,
      String quantity,
      String unitPrice) {}

  /** What a line may say about its item and its customer. */
  public record Attributes(
      Optional<String> country, Optional<String> title, Optional<String> category) {

    /** A source that says neither. */
    public static Attributes defaults() {
      return new Attributes(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }
}
