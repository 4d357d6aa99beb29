package org.alsolike.features.events;

import static org.alsolike.tables.Items.KNOWN_FROM;

import java.util.Map;
import java.util.TreeMap;
import org.alsolike.tables.ValidatedRows;

/**
 * Statements about items and customers of which the shop does not say since when they hold. They
 * are used at every as-of, also at those before the shop could know them: a leak that only the shop
 * can close, so it is told.
 */
public final class TimelessStatements {

  private TimelessStatements() {}

  /**
   * Accepted statements without {@code known_from} by source; sources of events are no statements.
   * Runs a Spark job per source that states.
   */
  public static Map<String, Long> of(Iterable<ValidatedRows> sources) {
    Map<String, Long> timeless = new TreeMap<>();
    for (ValidatedRows source : sources) {
      if (source.table().fields().contains(KNOWN_FROM)) {
        timeless.put(source.source(), source.accepted().where(KNOWN_FROM.col().isNull()).count());
      }
    }
    return timeless;
  }
}
