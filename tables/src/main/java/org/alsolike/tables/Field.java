package org.alsolike.tables;

import static java.util.Objects.requireNonNull;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A column: its name, type and meaning. This is the only place where the name is written; code
 * refers to it through {@link #col()}.
 *
 * @param meaning one line for a reader of docs/tables.md, with the unit where there is one
 */
public record Field(String name, DataType type, String meaning) {

  public Field {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(meaning, "meaning");
  }

  public static Field text(String name, String meaning) {
    return new Field(name, DataTypes.StringType, meaning);
  }

  public static Field integer(String name, String meaning) {
    return new Field(name, DataTypes.LongType, meaning);
  }

  public static Field real(String name, String meaning) {
    return new Field(name, DataTypes.DoubleType, meaning);
  }

  /** True, false or, where the meaning says so, null. */
  public static Field flag(String name, String meaning) {
    return new Field(name, DataTypes.BooleanType, meaning);
  }

  /** An instant, stored in UTC. */
  public static Field instant(String name, String meaning) {
    return new Field(name, DataTypes.TimestampType, meaning);
  }

  /** An amount in the shop's currency, or a quantity: fixed point with four decimals. */
  public static Field money(String name, String meaning) {
    return new Field(name, DataTypes.createDecimalType(18, 4), meaning);
  }

  /** Fixed point with six decimals, so that a sum does not depend on the order of its terms. */
  public static Field exact(String name, String meaning) {
    return new Field(name, DataTypes.createDecimalType(24, 6), meaning);
  }

  /** A list of texts, in an order that the meaning states. */
  public static Field texts(String name, String meaning) {
    return new Field(name, DataTypes.createArrayType(DataTypes.StringType), meaning);
  }

  public Column col() {
    return functions.col(name);
  }
}
