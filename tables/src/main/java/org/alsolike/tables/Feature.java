package org.alsolike.tables;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * A column of a feature table.
 *
 * @param family features that say the same over different windows share one, such as orders
 * @param windowDays length of the window that ends at the as-of; empty: all of the past
 * @param missing value for rows without one; empty: absence is information and stays null
 * @param phrase how a person reads a value, with {} in its place, such as "last order {} days ago"
 */
public record Feature(
    String name,
    String family,
    DataType type,
    String meaning,
    OptionalInt windowDays,
    Optional<Double> missing,
    String phrase) {

  /** Texts are shown and filtered by, but are no input of a model. */
  public boolean numeric() {
    return !(type instanceof StringType);
  }

  public Field field() {
    return new Field(name, type, meaning);
  }
}
