package org.alsolike.features.events.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * Cuts bytes into lines at line feeds, which UTF-8 never holds within a character, and decodes each
 * line by itself: a wrong byte spoils its own line alone.
 */
final class CsvLines {

  /** A longer line is no shop's data but a file of another format; this bounds the memory. */
  static final int LONGEST = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream bytes;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int filled;
  private boolean first = true;

  CsvLines(InputStream bytes) {
    this.bytes = bytes;
  }

  /** The next line, or empty at the end. A file that ends in a line feed has no line after it. */
  Optional<CsvLine> read() throws IOException {
    if (next == filled && !fill()) {
      return Optional.empty();
    }
    var line = new ByteArrayOutputStream(256);
    boolean whole = takeUpToLineFeed(line);
    while (next == filled && fill()) {
      whole &= takeUpToLineFeed(line);
    }
    next = Math.min(next + 1, filled);
    return Optional.of(decoded(line.toByteArray(), whole));
  }

  /** Leaves {@code next} at the line feed, or at the end of the buffer if there is none. */
  private boolean takeUpToLineFeed(ByteArrayOutputStream line) {
    int end = next;
    while (end < filled && buffer[end] != '\n') {
      end++;
    }
    int taken = Math.min(end - next, LONGEST - line.size());
    line.write(buffer, next, taken);
    boolean whole = taken == end - next;
    next = end;
    return whole;
  }

  private CsvLine decoded(byte[] line, boolean whole) {
    boolean atStart = first;
    first = false;
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return new CsvLine(atStart ? withoutMark(text) : text, true, whole);
    } catch (CharacterCodingException e) {
      return new CsvLine(new String(line, UTF_8), false, whole);
    }
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private boolean fill() throws IOException {
    filled = Math.max(0, bytes.read(buffer));
    next = 0;
    return filled > 0;
  }
}
