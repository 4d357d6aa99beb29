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
    Dataset<Row> rows = AsOf.beforeTheLast(events.where(subject.id().col().isNotNull()), asOfs);
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
      columns.add(when(selection.holds(), OCCURRED_AT.col()).as(part("first", selection)));
      columns.add(when(selection.holds(), OCCURRED_AT.col()).as(part("last", selection)));
    }
    Dataset<Row> measured = rows.select(columns.toArray(Column[]::new));
    List<Column> gathered =
        atoms.stream()
            .filter(atom -> atom.measure().distinct().isEmpty())
            .map(atom -> gathered(atom).as(name(atom)))
            .toList();
    return per(AsOf.cut(addedUp(measured, asOfs), asOfs), gathered, AS_OF, subject.id());
  }

  /** Where it pays or is needed, what is cut off together becomes one row. */
  private Dataset<Row> addedUp(Dataset<Row> measured, List<Instant> asOfs) {
    if (atoms.stream().anyMatch(Tally::isOfTheLatestMoment)) {
      return addedUpPer(OCCURRED_AT.col(), measured);
    }
    return AsOf.areMany(asOfs) ? addedUpPer(period(asOfs), measured) : measured;
  }

  private Column period(List<Instant> asOfs) {
    List<Duration> windows = atoms.stream().flatMap(atom -> atom.window().stream()).toList();
    return atoms.stream().anyMatch(Tally::isOfEachMoment)
        ? OCCURRED_AT.col()
        : AsOf.span(OCCURRED_AT.col(), asOfs, windows);
  }

  private Dataset<Row> addedUpPer(Column period, Dataset<Row> measured) {
    List<Column> parts = new ArrayList<>();
    for (Selection selection : selections) {
      for (String what : List.of("events", "amount", "quantity")) {
        parts.add(sum(col(part(what, selection))).as(part(what, selection)));
      }
      parts.add(min(col(part("first", selection))).as(part("first", selection)));
      parts.add(max(col(part("last", selection))).as(part("last", selection)));
    }
    return measured
        .groupBy(subject.id().col(), period.as("period"))
        .agg(
            max(OCCURRED_AT.col()).as(OCCURRED_AT.name()), // stands for all of the period
            parts.toArray(Column[]::new));
  }

  private Column gathered(Atom atom) {
    Column happened = OCCURRED_AT.col();
    Column first = col(part("first", atom.selection()));
    Column last = col(part("last", atom.selection()));
    return switch (atom.measure()) {
      case EVENTS -> sum(inWindow(atom, happened, col(part("events", atom.selection()))));
      case AMOUNT -> sum(inWindow(atom, happened, col(part("amount", atom.selection()))));
      case QUANTITY -> sum(inWindow(atom, happened, col(part("quantity", atom.selection()))));
      case FIRST -> min(inWindow(atom, happened, first));
      case LAST -> max(inWindow(atom, happened, last));
      case DAYS -> distinctPeriods(atom, last, Atom.DAY);
      case MONTHS -> distinctPeriods(atom, last, Atom.MONTH);
      case LAST_EVENTS -> latest(atom, last, "events");
      case LAST_AMOUNT -> latest(atom, last, "amount");
      case ORDERS, ITEMS, BUYERS -> throw new IllegalStateException("counted by distinct()");
    };
  }

  private static Column distinctPeriods(Atom atom, Column moment, Duration period) {
    return size(collect_set(inWindow(atom, moment, AsOf.periodsSince(moment, period))));
  }

  /** Each moment of a subject is one row. */
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
    selected.forEach(s -> columns.add(when(s.holds(), OCCURRED_AT.col()).as(part("last", s))));
    Dataset<Row> named =
        rows.where(any.and(counted.col().isNotNull())).select(columns.toArray(Column[]::new));
    List<Column> last =
        selected.stream().map(s -> max(col(part("last", s))).as(part("last", s))).toList();
    Dataset<Row> once = AsOf.areMany(asOfs) ? lastOfSpan(named, counted, last, asOfs) : named;
    // A subject's rows lie together before they are repeated: nothing repeated is shuffled.
    Dataset<Row> known = AsOf.cut(once.repartition(subject.id().col()), asOfs);
    return per(
        per(known, last, AS_OF, subject.id(), counted),
        counts.stream().map(atom -> counted(atom).as(name(atom))).toList(),
        AS_OF,
        subject.id());
  }

  private Dataset<Row> lastOfSpan(
      Dataset<Row> named, Field counted, List<Column> last, List<Instant> asOfs) {
    Column span = AsOf.span(OCCURRED_AT.col(), asOfs, List.of());
    return named
        .groupBy(subject.id().col(), counted.col(), span.as("span"))
        .agg(
            max(OCCURRED_AT.col()).as(OCCURRED_AT.name()), // stands for all of the span
            last.toArray(Column[]::new));
  }

  private Column counted(Atom atom) {
    Column last = col(part("last", atom.selection()));
    return count(inWindow(atom, last, last));
  }

  private static boolean isOfTheLatestMoment(Atom atom) {
    return atom.measure() == Measure.LAST_EVENTS || atom.measure() == Measure.LAST_AMOUNT;
  }

  private static boolean isOfEachMoment(Atom atom) {
    return atom.measure() == Measure.DAYS || atom.measure() == Measure.MONTHS;
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
