package org.alsolike.features;

import static org.alsolike.features.AsOf.AS_OF;
import static org.alsolike.tables.Events.AMOUNT;
import static org.alsolike.tables.Events.OCCURRED_AT;
import static org.alsolike.tables.Events.QUANTITY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.alsolike.tables.Field;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gathers the atoms of each subject as of several moments in one job.
 *
 * <p>Events are first added up per moment, which is what the cut-off looks at, so few rows are
 * repeated per as-of. Distinct values in a window that ends at the as-of are those whose last
 * occurrence lies in it, so counting them needs no distinct.
 */
final class Tally {

  private final Subject subject;
  private final List<Atom> atoms;
  private final List<Selection> selections;

  /** A tally of everything that the measured features among the definitions are made of. */
  Tally(Subject subject, List<Definition> definitions) {
    var needed = new LinkedHashSet<Atom>();
    for (Definition definition : definitions) {
      new Formula(definition, atom -> needed.add(atom) ? lit(0) : lit(0)).value();
    }
    this.subject = subject;
    this.atoms = List.copyOf(needed);
    this.selections = atoms.stream().map(Atom::selection).distinct().toList();
  }

  /** The column that holds an atom in {@link #of}; null: nothing was selected. */
  Column column(Atom atom) {
    return col(name(atom));
  }

  /** One row per as-of and subject that any event before it names. */
  Dataset<Row> of(Dataset<Row> events, List<Instant> asOfs) {
    Dataset<Row> rows = events.where(subject.id().col().isNotNull());
    Dataset<Row> tally = sums(rows, asOfs);
    List<Field> counted =
        atoms.stream().flatMap(atom -> atom.measure().distinct().stream()).distinct().toList();
    for (Field field : counted) {
      // at most one row per as-of and subject on the right
      tally = tally.join(distinct(field, rows, asOfs), keys(), "left");
    }
    return tally;
  }

  private Dataset<Row> sums(Dataset<Row> rows, List<Instant> asOfs) {
    List<Column> perMoment = new ArrayList<>();
    for (Selection selection : selections) {
      perMoment.add(count(when(selection.holds(), 1)).as(part("n", selection)));
      perMoment.add(sum(when(selection.holds(), AMOUNT.col())).as(part("amount", selection)));
      perMoment.add(sum(when(selection.holds(), QUANTITY.col())).as(part("quantity", selection)));
    }
    Dataset<Row> moments = per(rows, perMoment, subject.id(), OCCURRED_AT);
    List<Column> perSubject =
        atoms.stream()
            .filter(atom -> atom.measure().distinct().isEmpty())
            .map(atom -> gathered(atom).as(name(atom)))
            .toList();
    return per(AsOf.cut(moments, asOfs), perSubject, AS_OF, subject.id());
  }

  private Column gathered(Atom atom) {
    Column happened = when(col(part("n", atom.selection())).gt(0), OCCURRED_AT.col());
    return switch (atom.measure()) {
      case EVENTS -> sum(inWindow(atom, OCCURRED_AT.col(), col(part("n", atom.selection()))));
      case AMOUNT -> sum(inWindow(atom, OCCURRED_AT.col(), col(part("amount", atom.selection()))));
      case QUANTITY ->
          sum(inWindow(atom, OCCURRED_AT.col(), col(part("quantity", atom.selection()))));
      case FIRST -> min(inWindow(atom, OCCURRED_AT.col(), happened));
      case LAST -> max(inWindow(atom, OCCURRED_AT.col(), happened));
      case ORDERS, ITEMS, BUYERS -> throw new IllegalStateException("counted by distinct()");
    };
  }

  private Dataset<Row> distinct(Field counted, Dataset<Row> rows, List<Instant> asOfs) {
    List<Atom> counts =
        atoms.stream()
            .filter(atom -> atom.measure().distinct().equals(Optional.of(counted)))
            .toList();
    List<Selection> selected = counts.stream().map(Atom::selection).distinct().toList();
    Column any = selected.stream().map(Selection::holds).reduce(Column::or).orElseThrow();

    List<Column> perMoment =
        selected.stream().map(s -> count(when(s.holds(), 1)).as(part("n", s))).toList();
    Dataset<Row> moments =
        per(
            rows.where(any.and(counted.col().isNotNull())),
            perMoment,
            subject.id(),
            counted,
            OCCURRED_AT);

    List<Column> lasts =
        selected.stream()
            .map(s -> max(when(col(part("n", s)).gt(0), OCCURRED_AT.col())).as(part("last", s)))
            .toList();
    Dataset<Row> last = per(AsOf.cut(moments, asOfs), lasts, AS_OF, subject.id(), counted);

    return per(
        last,
        counts.stream()
            .map(
                atom ->
                    count(
                            inWindow(
                                atom,
                                col(part("last", atom.selection())),
                                col(part("last", atom.selection()))))
                        .as(name(atom)))
            .toList(),
        AS_OF,
        subject.id());
  }

  private static Column inWindow(Atom atom, Column moment, Column value) {
    return atom.window().map(window -> when(AsOf.withinLast(window, moment), value)).orElse(value);
  }

  private static Dataset<Row> per(Dataset<Row> rows, List<Column> aggregates, Field... keys) {
    Column[] by = List.of(keys).stream().map(Field::col).toArray(Column[]::new);
    return rows.groupBy(by)
        .agg(count(lit(1)).as("seen"), aggregates.toArray(Column[]::new))
        .drop("seen");
  }

  private String[] keys() {
    return new String[] {AS_OF.name(), subject.id().name()};
  }

  private String name(Atom atom) {
    return "atom_" + atoms.indexOf(atom);
  }

  private String part(String what, Selection selection) {
    return what + "_" + selections.indexOf(selection);
  }
}
