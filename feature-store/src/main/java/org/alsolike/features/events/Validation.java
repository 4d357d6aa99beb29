package org.alsolike.features.events;

import static org.alsolike.features.events.ValidationColumns.BROKEN_FIRST;
import static org.alsolike.features.events.ValidationColumns.BROKEN_LAST;
import static org.alsolike.features.events.ValidationColumns.RAW;
import static org.alsolike.features.events.ValidationColumns.RULE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.alsolike.features.events.InputFiles.InputFile;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.alsolike.tables.Table;
import org.alsolike.tables.ValidatedRows;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Turns sources into validated rows. Every input row is in the result exactly once.
 *
 * <p>The reason of a row is the first of: it could not be read or mapped (broken), a rule of the
 * shop rejects it, it means nothing that could have happened such as a purchase of no unit
 * (broken). Expressions that map columns run in the project's zone, conditions in UTC as all other
 * SQL does; in neither can a bad value stop the run: it becomes null.
 *
 * @param zone of times that carry none
 * @param forgotten whose rows are rejected before anything else, with nothing of them kept
 */
public record Validation(SparkSession spark, ZoneId zone, Forgotten forgotten) {

  private static final String SESSION_ZONE = "spark.sql.session.timeZone";

  /**
   * The sources in the order transactions, interactions, items, customers. Looks at names, headers
   * and schemas now; rows are read when Spark runs.
   *
   * @param base the folder that relative paths start from
   * @throws InputRejected when files or columns are missing or damaged
   * @throws IllegalArgumentException when an expression cannot be used
   */
  public List<ValidatedRows> validate(Sources sources, String base) {
    List<SourcePlan> plans = new ArrayList<>(List.of(TransactionRows.plan(sources.transactions())));
    sources.interactions().map(InteractionRows::plan).ifPresent(plans::add);
    sources.items().map(StatementRows::plan).ifPresent(plans::add);
    sources.customers().map(StatementRows::plan).ifPresent(plans::add);
    return plans.stream().map(plan -> validated(plan, base)).toList();
  }

  private ValidatedRows validated(SourcePlan plan, String base) {
    SparkSession session = lenientSession();
    var hadoop = spark.sparkContext().hadoopConfiguration();
    var files = InputFiles.resolve(hadoop, base, plan.path(), plan.key("path"));
    session.conf().set(SESSION_ZONE, zone.getId());
    Dataset<Row> mapped = new SourceMapping(session, plan.columns()).mapped(read(session, files));
    // A Dataset is resolved when it is made: what follows no longer sees the project's zone.
    session.conf().set(SESSION_ZONE, "UTC");
    Dataset<Row> ruled = new Rules(session, plan).applied(mapped);
    Dataset<Row> reasoned = withReason(plan.shape().apply(ruled));
    return new ValidatedRows(
        plan.name(),
        plan.table(),
        forgotten.none() ? reasoned : withoutForgotten(plan.table(), reasoned));
  }

  /** A session of its own, so that nothing of the caller's changes. */
  private SparkSession lenientSession() {
    SparkSession session = ((org.apache.spark.sql.classic.SparkSession) spark).cloneSession();
    session.conf().set("spark.sql.ansi.enabled", "false");
    session.conf().set("spark.sql.caseSensitive", "true");
    return session;
  }

  private static List<SourceRows> read(SparkSession session, InputFiles files) {
    List<SourceRows> groups = new ArrayList<>();
    List<InputFile> csv = files.files().stream().filter(InputFile::isCsv).toList();
    List<InputFile> parquet = files.files().stream().filter(InputFile::isParquet).toList();
    groups.addAll(CsvFiles.read(session, csv));
    groups.addAll(ParquetFiles.read(session, parquet));
    return groups;
  }

  private static Dataset<Row> withReason(Dataset<Row> rows) {
    Column reason = coalesce(BROKEN_FIRST.col(), RULE.col(), BROKEN_LAST.col());
    Column unruled = RULE.col().isNull().and(BROKEN_LAST.col().isNotNull());
    Column broken = BROKEN_FIRST.col().isNotNull().or(unruled);
    return rows.withColumn(ValidatedRows.FILE.name(), ValidationColumns.FILE.col())
        .withColumn(ValidatedRows.REASON.name(), reason)
        .withColumn(ValidatedRows.BROKEN.name(), broken)
        .withColumn(ValidatedRows.RAW.name(), when(reason.isNotNull(), RAW.col()));
  }

  /** Their rows are still counted, but nothing in them is told. */
  private Dataset<Row> withoutForgotten(Table table, Dataset<Row> rows) {
    Column theirs =
        table.fields().contains(Events.CUSTOMER)
            ? forgotten.holds(Events.CUSTOMER.col())
            : lit(false);
    Column withheld = theirs.or(forgotten.named(ValidatedRows.RAW.col()));
    List<Column> columns = new ArrayList<>();
    for (Field field : table.fields()) {
      columns.add(when(not(theirs), field.col()).as(field.name()));
    }
    columns.add(ValidatedRows.FILE.col());
    columns.add(
        when(theirs, lit(Forgotten.REASON))
            .otherwise(ValidatedRows.REASON.col())
            .as(ValidatedRows.REASON.name()));
    columns.add(not(theirs).and(ValidatedRows.BROKEN.col()).as(ValidatedRows.BROKEN.name()));
    columns.add(
        when(withheld, lit(Forgotten.WITHHELD))
            .otherwise(ValidatedRows.RAW.col())
            .as(ValidatedRows.RAW.name()));
    return rows.select(columns.toArray(Column[]::new));
  }
}
