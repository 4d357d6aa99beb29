package org.alsolike.features;

import static org.alsolike.features.AsOf.AS_OF;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alsolike.tables.Events;
import org.alsolike.tables.Field;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a feature table: one per as-of and subject known before it, from an event or from the
 * shop's own statements.
 *
 * @param statements the shop's items or customers file, where there is one
 * @param knownFrom its column that says from when on a statement holds
 */
record FeatureRows(
    Subject subject,
    List<Definition> definitions,
    Optional<Dataset<Row>> statements,
    Field knownFrom) {

  Dataset<Row> of(Events events, List<Instant> asOfs) {
    Tally tally = new Tally(subject, measured());
    Dataset<Row> rows = withStatedSubjects(tally.of(events.rows(), asOfs), asOfs);

    List<Column> columns = new ArrayList<>(List.of(AS_OF.col(), subject.id().col()));
    for (Definition definition : definitions) {
      Column value;
      if (definition.aggregation().isAttribute()) {
        rows = withAttribute(rows, definition, events, asOfs);
        value = attribute(definition);
      } else {
        value = new Formula(definition, tally::column).value();
      }
      columns.add(value.as(definition.feature().name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private List<Definition> measured() {
    return definitions.stream().filter(d -> !d.aggregation().isAttribute()).toList();
  }

  private Dataset<Row> withStatedSubjects(Dataset<Row> rows, List<Instant> asOfs) {
    if (statements.isEmpty()) {
      return rows;
    }
    Dataset<Row> stated =
        AsOf.known(statements.get(), knownFrom, asOfs)
            .select(AS_OF.col(), subject.id().col())
            .distinct(); // several statements may name one subject
    return rows.join(stated, keys(), "full_outer");
  }

  private Dataset<Row> withAttribute(
      Dataset<Row> rows, Definition definition, Events events, List<Instant> asOfs) {
    Attribute attribute = Attribute.of(definition.aggregation());
    // at most one row per as-of and subject on each right side
    Dataset<Row> seen = attribute.onEvents(events.rows(), asOfs, seen(definition));
    Dataset<Row> with = rows.join(seen, keys(), "left");
    return statements.isEmpty()
        ? with
        : with.join(
            attribute.onStatements(statements.get(), asOfs, stated(definition)), keys(), "left");
  }

  private Column attribute(Definition definition) {
    return statements.isEmpty()
        ? col(seen(definition))
        : coalesce(col(stated(definition)), col(seen(definition)));
  }

  private String[] keys() {
    return new String[] {AS_OF.name(), subject.id().name()};
  }

  private static String seen(Definition definition) {
    return "seen_" + definition.feature().name();
  }

  private static String stated(Definition definition) {
    return "stated_" + definition.feature().name();
  }
}
