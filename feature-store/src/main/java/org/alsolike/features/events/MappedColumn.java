package org.alsolike.features.events;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.alsolike.tables.Field;
import org.alsolike.tables.UnusableSetting;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * One of our columns and what it is made from. A value that does not fit becomes null and gives the
 * row a broken reason; nothing throws. To be resolved in a session that is not ANSI and whose zone
 * is the project's.
 *
 * @param key where it stands in the configuration
 * @param required whether a row without a value is broken
 * @param from a column of the source or a SQL expression; empty: the source says nothing
 */
record MappedColumn(String key, Field field, Presence required, Optional<String> from) {

  enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /**
   * Dates and local or offset times of ISO 8601, with a blank or a T between. Spark's cast alone
   * would take more, among it times without a date, which it sets on the day of the run.
   */
  private static final String TIME =
      "\\s*\\d{4}-\\d{1,2}-\\d{1,2}"
          + "([ T]\\d{1,2}:\\d{1,2}(:\\d{1,2}([.]\\d{1,9})?)?\\s*(Z|[+-]\\d{1,2}(:?\\d{2})?)?)?\\s*";

  static MappedColumn required(String key, Field field, String from) {
    return new MappedColumn(key, field, Presence.REQUIRED, Optional.of(from));
  }

  static MappedColumn optional(String key, Field field, Optional<String> from) {
    return new MappedColumn(key, field, Presence.OPTIONAL, from);
  }

  /**
   * The value in this column's type, null where there is none or it does not fit.
   *
   * @throws IllegalArgumentException when the source's type can never be a time
   */
  Column value(Column source, DataType type) {
    if (field.type() instanceof DecimalType) {
      return source.cast(field.type());
    }
    if (field.type() instanceof TimestampType) {
      return instant(source, type);
    }
    return field.type() instanceof BooleanType ? yesOrNo(source, type) : text(source);
  }

  /**
   * The broken reason of this column alone, null where all is well.
   *
   * @param value what {@link #value} made of the source
   */
  Column reason(Column source, Column value) {
    Column absent = text(source).isNull();
    Column missing = lit(required == Presence.REQUIRED ? BrokenReason.missing(field.name()) : null);
    return field.type() instanceof BooleanType
        ? lit(null).cast(DataTypes.StringType)
        : when(absent, missing.cast(DataTypes.StringType))
            .when(value.isNull(), lit(BrokenReason.invalid(field.name())));
  }

  /** Blank text says nothing; other text keeps its white space. */
  private static Column text(Column source) {
    Column text = source.cast(DataTypes.StringType);
    return when(trim(text).notEqual(""), text);
  }

  /**
   * Text without an offset, dates and timestamps without a zone are local times of the session's
   * zone. java.time's rule holds where clocks change: a time in the gap moves forward by the gap,
   * of two equal times the earlier is meant.
   */
  private Column instant(Column source, DataType type) {
    if (type instanceof StringType) {
      return when(source.rlike("^" + TIME + "$"), trim(source).cast(DataTypes.TimestampType));
    }
    if (type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DateType) {
      return source.cast(DataTypes.TimestampType);
    }
    throw new UnusableSetting(
        "%s: is of type %s; expected text, a date or a timestamp, such as timestamp_seconds(...)"
            .formatted(key, type.simpleString()));
  }

  private static Column yesOrNo(Column source, DataType type) {
    if (type instanceof BooleanType) {
      return source;
    }
    Column said = lower(trim(source.cast(DataTypes.StringType)));
    return when(coalesce(said, lit("")).isin("true", "yes", "1"), lit(true))
        .when(said.isin("false", "no", "0"), lit(false));
  }
}
