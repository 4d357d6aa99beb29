package org.alsolike.features.events.csv;

import java.util.ArrayList;
import java.util.List;

/** Splits the lines of one record into fields, line by line. */
final class RecordParser {

  enum State {
    /** Another field follows in the same line. */
    MORE,
    /** A quoted field goes on in the next line. */
    OPEN,
    COMPLETE,
    MALFORMED
  }

  private static final char QUOTE = '"';
  private static final char COMMA = ',';

  private final List<String> fields = new ArrayList<>();
  private final StringBuilder quoted = new StringBuilder();
  private boolean open;
  private String line;
  private int at;

  /** What is known after one more line; never {@link State#MORE}. */
  State take(String next) {
    line = next;
    at = 0;
    if (open) {
      quoted.append('\n');
    }
    State state = open ? quotedField() : field();
    while (state == State.MORE) {
      state = field();
    }
    return state;
  }

  List<String> fields() {
    return fields;
  }

  private State field() {
    if (at == line.length() || line.charAt(at) != QUOTE) {
      return plainField();
    }
    at++;
    quoted.setLength(0);
    return quotedField();
  }

  private State plainField() {
    int comma = line.indexOf(COMMA, at);
    boolean last = comma < 0;
    String field = last ? CsvRecords.withoutReturn(line.substring(at)) : line.substring(at, comma);
    fields.add(field);
    at = comma + 1;
    if (field.indexOf(QUOTE) >= 0) {
      return State.MALFORMED;
    }
    return last ? State.COMPLETE : State.MORE;
  }

  private State quotedField() {
    int quote = line.indexOf(QUOTE, at);
    while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == QUOTE) {
      quoted.append(line, at, quote + 1);
      at = quote + 2;
      quote = line.indexOf(QUOTE, at);
    }
    open = quote < 0;
    quoted.append(line, at, open ? line.length() : quote);
    at = quote + 1;
    return open ? State.OPEN : afterQuotes();
  }

  private State afterQuotes() {
    fields.add(quoted.toString());
    if (line.startsWith("\r", at) ? at == line.length() - 1 : at == line.length()) {
      return State.COMPLETE;
    }
    boolean separated = line.charAt(at) == COMMA;
    at++;
    return separated ? State.MORE : State.MALFORMED;
  }
}
