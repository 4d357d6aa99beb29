package org.alsolike.tables;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * SQL that a person wrote in the configuration, checked before any job starts: one expression,
 * computed from the columns of its own row and from nothing else. It is refused when it does not
 * parse or resolve, and when it holds what would make a run unrepeatable or leak the future (clock,
 * chance, session), reach beyond the row (subquery, aggregate, window, generator) or run foreign
 * code (reflection).
 */
public final class SqlExpression {

  private SqlExpression() {}

  /**
   * An expression of any type.
   *
   * @param key where it stands in the configuration, such as {@code sources.items.columns.price}
   * @param columns what the expression may refer to
   * @throws UnusableSetting with one line: the key, the reason and what was expected
   */
  public static Column value(SparkSession spark, String key, String sql, StructType columns) {
    var place = new Place(key, "an expression", columns);
    resolved(spark, place, sql);
    return functions.expr(sql);
  }

  /**
   * An expression that is true, false or null.
   *
   * @throws UnusableSetting as {@link #value}, and when the type is not boolean
   */
  public static Column condition(SparkSession spark, String key, String sql, StructType columns) {
    var place = new Place(key, "a condition", columns);
    var type = resolved(spark, place, sql).dataType();
    if (!type.equals(DataTypes.BooleanType)) {
      throw place.refuse("is of type %s, not boolean: %s".formatted(type.simpleString(), sql));
    }
    return functions.expr(sql);
  }

  private static Expression resolved(SparkSession spark, Place place, String sql) {
    if (sql.isBlank()) {
      throw place.refuse("is empty");
    }
    LogicalPlan plan = analysed(spark, place, sql);
    List<Expression> nodes = expressions(plan).flatMap(SqlExpression::withDescendants).toList();
    ForbiddenSql.in(sql, nodes).ifPresent(reason -> refuse(place, reason, sql));
    if (plan.output().size() != 1 || plan.children().head().children().nonEmpty()) {
      refuse(place, "is not one value per row", sql);
    }
    return expressions(plan).findFirst().orElseThrow();
  }

  private static LogicalPlan analysed(SparkSession spark, Place place, String sql) {
    try {
      return analysed(spark, place.columns(), sql);
    } catch (ParseException e) {
      throw place.refuse("does not parse: " + sql);
    } catch (AnalysisException e) {
      throw place.refuse(e, sql);
    }
  }

  /** Declares what Spark throws without declaring it: Scala has no checked exceptions. */
  private static LogicalPlan analysed(SparkSession spark, StructType columns, String sql)
      throws AnalysisException {
    var empty = spark.createDataFrame(List.of(), columns);
    return ((Dataset<?>) empty.select(functions.expr(sql))).queryExecution().analyzed();
  }

  private static void refuse(Place place, String reason, String sql) {
    throw place.refuse(reason + ": " + sql);
  }

  /** All expressions of the plan, the top node's first. */
  private static Stream<Expression> expressions(LogicalPlan plan) {
    return Stream.concat(
        asJava(plan.expressions()).stream(),
        asJava(plan.children()).stream().flatMap(SqlExpression::expressions));
  }

  private static Stream<Expression> withDescendants(Expression expression) {
    return Stream.concat(
        Stream.of(expression), parts(expression).flatMap(SqlExpression::withDescendants));
  }

  /** The children, and what Spark will put in the place of a function such as to_date. */
  private static Stream<Expression> parts(Expression expression) {
    Stream<Expression> children = asJava(expression.children()).stream();
    return expression instanceof RuntimeReplaceable replaceable
        ? Stream.concat(children, Stream.of(replaceable.replacement()))
        : children;
  }

  private static <T> Collection<T> asJava(scala.collection.immutable.Seq<T> items) {
    return CollectionConverters.asJava(items);
  }

  /** Where an expression stands and what it may use; words the refusals. */
  private record Place(String key, String what, StructType columns) {

    private static final int NAMES_SHOWN = 12;

    UnusableSetting refuse(String reason) {
      return new UnusableSetting(line(reason));
    }

    UnusableSetting refuse(AnalysisException e, String sql) {
      if (e.getCondition() == null || !e.getCondition().startsWith("UNRESOLVED_COLUMN")) {
        String first = e.getMessage().lines().findFirst().orElse("does not resolve");
        return refuse(first + ": " + sql);
      }
      String name = e.getMessageParameters().get("objectName").replace("`", "");
      String meant =
          NearestName.to(name, List.of(columns.fieldNames()))
              .map("; did you mean \"%s\"?"::formatted)
              .orElse("");
      return new UnknownColumn(
          name, line("unknown column \"%s\"%s: %s".formatted(name, meant, sql)));
    }

    private String line(String reason) {
      return "%s: %s; expected %s over the columns %s"
          .formatted(key, reason.replaceAll("\\s+", " ").strip(), what, names());
    }

    private String names() {
      String[] names = columns.fieldNames();
      List<String> shown = List.of(names).subList(0, Math.min(names.length, NAMES_SHOWN));
      return String.join(", ", shown) + (names.length > NAMES_SHOWN ? ", ..." : "");
    }
  }
}
