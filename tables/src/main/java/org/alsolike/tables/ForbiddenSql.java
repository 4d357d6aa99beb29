package org.alsolike.tables;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.StringType;

/** What an expression of the configuration may not hold, found in its resolved form. */
final class ForbiddenSql {

  private ForbiddenSql() {}

  /** Deterministic to Spark within one query, but not from one run or cluster to the next. */
  private static final Set<String> CLOCK_OR_SESSION =
      Set.of(
          "now",
          "curdate",
          "current_catalog",
          "current_database",
          "current_date",
          "current_path",
          "current_schema",
          "current_time",
          "current_timestamp",
          "current_timezone",
          "current_user",
          "localtimestamp",
          "session_user",
          "user",
          "variablereference",
          "version");

  private static final Set<String> OF_THE_RUN =
      Set.of(
          "input_file_name",
          "input_file_block_start",
          "input_file_block_length",
          "monotonically_increasing_id",
          "spark_partition_id");

  private static final Set<String> FOREIGN_CODE =
      Set.of("reflect", "java_method", "try_reflect", "callmethodviareflection");

  private static final Set<String> ABORTS = Set.of("raise_error", "assert_true");

  /** {@code date'today'} becomes a plain literal while parsing, so only the text shows it. */
  private static final Pattern CLOCK_LITERAL =
      Pattern.compile(
          "\\b(date|time|timestamp\\w*)\\s*r?['\"]\\s*(now|today|yesterday|tomorrow)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CLOCK_WORD =
      Pattern.compile("\\s*(now|today|yesterday|tomorrow)\\b.*", Pattern.CASE_INSENSITIVE);

  /** The reason to refuse, if there is one. */
  static Optional<String> in(String sql, List<Expression> nodes) {
    if (CLOCK_LITERAL.matcher(sql).find()) {
      return Optional.of("holds a clock");
    }
    return nodes.stream().flatMap(node -> reason(node).stream()).findFirst();
  }

  private static Optional<String> reason(Expression node) {
    if (node instanceof SubqueryExpression) {
      return Optional.of("holds a subquery");
    }
    if (node instanceof AggregateExpression || node instanceof WindowExpression) {
      return Optional.of("looks at other rows (an aggregate or a window)");
    }
    if (node instanceof Generator) {
      return Optional.of("holds a generator (many rows from one)");
    }
    return byName(node).or(() -> byBehaviour(node));
  }

  private static Optional<String> byName(Expression node) {
    String name = node.prettyName().toLowerCase(Locale.ROOT);
    String type = node.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    if (holds(CLOCK_OR_SESSION, name, type)) {
      return Optional.of("holds a clock or a value of the session (%s)".formatted(name));
    }
    if (holds(OF_THE_RUN, name, type)) {
      return Optional.of("holds %s, which differs from run to run".formatted(name));
    }
    if (holds(FOREIGN_CODE, name, type)) {
      return Optional.of("calls Java by reflection (%s)".formatted(name));
    }
    return holds(ABORTS, name, type)
        ? Optional.of("stops the whole run on one row (%s)".formatted(name))
        : Optional.empty();
  }

  private static boolean holds(Set<String> names, String name, String type) {
    return names.contains(name) || names.contains(type);
  }

  private static Optional<String> byBehaviour(Expression node) {
    if (node instanceof Cast cast && readsTheClock(cast)) {
      return Optional.of("holds a clock");
    }
    // A parent of something that changes is itself not deterministic: the leaf is what to name.
    boolean changes = !node.deterministic() && node.children().forall(c -> c.deterministic());
    return changes
        ? Optional.of("is not deterministic (%s)".formatted(node.prettyName()))
        : Optional.empty();
  }

  /** Spark's optimizer turns {@code cast('now' as timestamp)} into the time of the query. */
  private static boolean readsTheClock(Cast cast) {
    Expression text = cast.child();
    boolean constantTime =
        cast.dataType() instanceof DatetimeType
            && text.dataType() instanceof StringType
            && text.foldable();
    return constantTime && CLOCK_WORD.matcher(String.valueOf(computed(text))).matches();
  }

  private static Object computed(Expression constant) {
    try {
      return constant.eval(null);
    } catch (RuntimeException e) {
      // A constant that only the optimizer can compute might be any word, so it counts as one.
      return "now";
    }
  }
}
