package org.alsolike.features.events.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The records of a CSV file in order (RFC 4180: comma, double quote, doubled quotes within quotes,
 * lines that end in LF or CRLF; a byte order mark is skipped). A line without a character is no
 * record. Malformed quotes cost one line: when a record cannot be completed - a quote is never
 * closed, text follows a closing quote, or a quote stands within an unquoted field - its first line
 * is handed on as unreadable and reading goes on with the next line.
 */
public final class CsvRecords {

  /** A quoted field that runs on beyond this many characters was never meant to: a lost quote. */
  static final int LONGEST = 1 << 18;

  private final CsvLines lines;
  private final Deque<CsvLine> ahead = new ArrayDeque<>();

  public CsvRecords(InputStream bytes) {
    this.lines = new CsvLines(bytes);
  }

  /** The next record, or empty at the end of the file. */
  public Optional<CsvRecord> read() throws IOException {
    Optional<CsvLine> line = nextLine();
    while (line.isPresent() && withoutReturn(line.get().text()).isEmpty()) {
      line = nextLine();
    }
    return line.isPresent() ? Optional.of(record(line.get())) : Optional.empty();
  }

  private CsvRecord record(CsvLine first) throws IOException {
    List<CsvLine> taken = new ArrayList<>(List.of(first));
    var parser = new RecordParser();
    int length = first.text().length();
    var state = first.whole() ? parser.take(first.text()) : RecordParser.State.MALFORMED;
    while (state == RecordParser.State.OPEN) {
      Optional<CsvLine> more = length > LONGEST ? Optional.empty() : nextLine();
      if (more.isEmpty()) {
        return unreadable(taken);
      }
      taken.add(more.get());
      length += more.get().text().length();
      state = more.get().whole() ? parser.take(more.get().text()) : RecordParser.State.MALFORMED;
    }
    return state == RecordParser.State.MALFORMED ? unreadable(taken) : whole(taken, parser);
  }

  private static CsvRecord whole(List<CsvLine> taken, RecordParser parser) {
    String raw = String.join("\n", taken.stream().map(CsvLine::text).toList());
    boolean utf8 = taken.stream().allMatch(CsvLine::utf8);
    return new CsvRecord(withoutReturn(raw), Optional.of(parser.fields()), utf8);
  }

  /** Gives up the first line and puts the others back. */
  private CsvRecord unreadable(List<CsvLine> taken) {
    for (int i = taken.size() - 1; i > 0; i--) {
      ahead.addFirst(taken.get(i));
    }
    CsvLine first = taken.get(0);
    return new CsvRecord(withoutReturn(first.text()), Optional.empty(), first.utf8());
  }

  private Optional<CsvLine> nextLine() throws IOException {
    CsvLine line = ahead.pollFirst();
    return line == null ? lines.read() : Optional.of(line);
  }

  static String withoutReturn(String text) {
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
