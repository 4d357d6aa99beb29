package org.alsolike.features;

import static org.alsolike.features.AsOf.AS_OF;
import static org.alsolike.tables.Events.AMOUNT;
import static org.alsolike.tables.Events.OCCURRED_AT;
import static org.alsolike.tables.Events.QUANTITY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.features.Atom.Measure;
import org.alsolike.tables.Field;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gathers the atoms of each subject as of several moments in one job.
 *
 * <p>Distinct values in a window that ends at the as-of are those whose last occurrence lies in it,
 * so counting them needs no distinct.
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
    List<Column> columns = new ArrayList<>(List.of(subject.id().col(), OCCURRED_AT.col()));
    for (Selection selection : selections) {
      columns.add(when(selection.holds(), 1L).as(part("events", selection)));
      columns.add(when(selection.holds(), AMOUNT.col()).as(part("amount", selection)));
      columns.add(when(selection.holds(), QUANTITY.col()).as(part("quantity", selection)));
    }
    Dataset<Row> measured = rows.select(columns.toArray(Column[]::new));
    List<Column> gathered =
        atoms.stream()
            .filter(atom -> atom.measure().distinct().isEmpty())
            .map(atom -> gathered(atom).as(name(atom)))
            .toList();
    boolean perMoment = AsOf.areMany(asOfs) || atoms.stream().anyMatch(Tally::isOfTheLatestMoment);
    Dataset<Row> known = AsOf.cut(perMoment ? perMoment(measured) : measured, asOfs);
    return per(known, gathered, AS_OF, subject.id());
  }

  /** What happens at one moment is cut off together, so it may be added up before. */
  private Dataset<Row> perMoment(Dataset<Row> measured) {
    List<Column> parts =
        selections.stream()
            .flatMap(s -> Stream.of(part("events", s), part("amount", s), part("quantity", s)))
            .map(part -> sum(col(part)).as(part))
            .toList();
    return per(measured, parts, subject.id(), OCCURRED_AT);
  }

  private Column gathered(Atom atom) {
    Column happened = OCCURRED_AT.col();
    Column selected = when(col(part("events", atom.selection())).isNotNull(), happened);
    return switch (atom.measure()) {
      case EVENTS -> sum(inWindow(atom, happened, col(part("events", atom.selection()))));
      case AMOUNT -> sum(inWindow(atom, happened, col(part("amount", atom.selection()))));
      case QUANTITY -> sum(inWindow(atom, happened, col(part("quantity", atom.selection()))));
      case FIRST -> min(inWindow(atom, happened, selected));
      case LAST -> max(inWindow(atom, happened, selected));
      case DAYS -> distinctPeriods(atom, selected, Atom.DAY);
      case MONTHS -> distinctPeriods(atom, selected, Atom.MONTH);
      case LAST_EVENTS -> latest(atom, selected, "events");
      case LAST_AMOUNT -> latest(atom, selected, "amount");
      case ORDERS, ITEMS, BUYERS -> throw new IllegalStateException("counted by distinct()");
    };
  }

  private static Column distinctPeriods(Atom atom, Column moment, Duration period) {
    return size(collect_set(inWindow(atom, moment, AsOf.periodsSince(moment, period))));
  }

  /** Needs {@link #perMoment}: each moment of a subject is one row. */
  private Column latest(Atom atom, Column moment, String what) {
    return max_by(col(part(what, atom.selection())), inWindow(atom, moment, moment));
  }

  private Dataset<Row> distinct(Field counted, Dataset<Row> rows, List<Instant> asOfs) {
    List<Atom> counts =
        atoms.stream()
            .filter(atom -> atom.measure().distinct().equals(Optional.of(counted)))
            .toList();
    List<Selection> selected = counts.stream().map(Atom::selection).distinct().toList();
    Column any = selected.stream().map(Selection::holds).reduce(Column::or).orElseThrow();
    List<Column> columns =
        new ArrayList<>(List.of(subject.id().col(), counted.col(), OCCURRED_AT.col()));
    selected.forEach(s -> columns.add(s.holds().as(part("holds", s))));
    Dataset<Row> named =
        rows.where(any.and(counted.col().isNotNull())).select(columns.toArray(Column[]::new));
    List<Column> last =
        selected.stream()
            .map(s -> max(when(col(part("holds", s)), OCCURRED_AT.col())).as(part("last", s)))
            .toList();
    // A subject's rows lie together before they are repeated: nothing repeated is shuffled.
    Dataset<Row> bySubject =
        (AsOf.areMany(asOfs) ? named.distinct() : named).repartition(subject.id().col());
    Dataset<Row> known = AsOf.cut(bySubject, asOfs);
    return per(
        per(known, last, AS_OF, subject.id(), counted),
        counts.stream().map(atom -> counted(atom).as(name(atom))).toList(),
        AS_OF,
        subject.id());
  }

  private Column counted(Atom atom) {
    Column last = col(part("last", atom.selection()));
    return count(inWindow(atom, last, last));
  }

  private static boolean isOfTheLatestMoment(Atom atom) {
    return atom.measure() == Measure.LAST_EVENTS || atom.measure() == Measure.LAST_AMOUNT;
  }

  private static Column inWindow(Atom atom, Column moment, Column value) {
    return atom.window().map(window -> when(AsOf.withinLast(window, moment), value)).orElse(value);
  }

  private static Dataset<Row> per(Dataset<Row> rows, List<Column> aggregates, Field... keys) {
    Column[] by = List.of(keys).stream().map(Field::col).toArray(Column[]::new);
    // agg wants a first aggregate; there may be none when only distinct values are asked for
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
