package org.alsolike.jobs.run;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a person sees: results on standard output, progress on standard error. On a terminal
 * progress is one live line, elsewhere a plain line per step.
 */
public final class Console {

  private static final int WIDTH = 96;
  private static final int NAME = 11;

  /** Room for text beside the name, and beside name and time. */
  private static final int TEXT = WIDTH - NAME - 2;

  private static final int TIMED = TEXT - 12;

  private static final String REST = "       ";

  private final PrintStream out;
  private final PrintStream err;
  private final Look look;
  private int live;

  /** How results are shown. */
  public enum Look {
    TERMINAL,
    PLAIN,
    /** Standard output belongs to one JSON document at the end. */
    JSON
  }

  public Console(PrintStream out, PrintStream err, Look look) {
    this.out = out;
    this.err = err;
    this.look = look;
  }

  /** The same for work whose results are not shown: what runs now, and errors. */
  public Console withProgressAlone() {
    return new Console(new PrintStream(OutputStream.nullOutputStream()), err, look);
  }

  /** One line of results. */
  public synchronized void line(String text) {
    if (look != Look.JSON) {
      clear();
      out.println(text);
      out.flush();
    }
  }

  /** What a step left: its name and time on the first line, more lines below. */
  public void step(String name, double seconds, List<String> lines) {
    String time = duration(seconds);
    List<String> wrapped = new ArrayList<>();
    for (String text : lines) {
      wrapped.addAll(wrapped(text, wrapped.isEmpty() ? TIMED : TEXT));
    }
    String head = ("  %-" + NAME + "s%s").formatted(name, wrapped.isEmpty() ? "" : wrapped.get(0));
    int gap = Math.max(2, WIDTH - head.codePointCount(0, head.length()) - time.length());
    line(head + " ".repeat(gap) + time);
    wrapped.stream()
        .skip(1)
        .forEach(more -> line(more.isEmpty() ? "" : " ".repeat(NAME + 2) + more));
  }

  /** Breaks a text at blanks where it would run over the width; the rest is indented. */
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int cut = rest.lastIndexOf(' ', width);
      if (cut <= REST.length()) {
        break; // a word that is longer than a line stays whole
      }
      lines.add(rest.substring(0, cut));
      rest = REST + rest.substring(cut + 1);
    }
    lines.add(rest);
    return lines;
  }

  /** The document that machines asked for. */
  public synchronized void json(String document) {
    if (look == Look.JSON) {
      out.println(document);
      out.flush();
    }
  }

  /** What runs now. */
  public synchronized void progress(String text) {
    if (look == Look.TERMINAL) {
      clear();
      err.print(text + " ...");
      live = text.length() + 4;
    } else {
      err.println(text + " ...");
    }
    err.flush();
  }

  /** A moment of what runs now: shown while it lasts on a terminal, too much for a log. */
  public synchronized void detail(String text) {
    if (look == Look.TERMINAL) {
      progress(text);
    }
  }

  public synchronized void error(String text) {
    clear();
    err.println(text);
    err.flush();
  }

  private void clear() {
    if (live > 0) {
      err.print("\r" + " ".repeat(live) + "\r");
      err.flush();
      live = 0;
    }
  }

  /** {@code 8 s} or {@code 1 min 48 s}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? "%d s".formatted(whole) : "%d min %d s".formatted(whole / 60, whole % 60);
  }

  /** {@code 541,909}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
