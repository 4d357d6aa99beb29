package org.alsolike.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Stopped;

/**
 * How a file is written, from its first line that is not blank.
 *
 * @param separator of cells; blank: a customer and the customer's items, all in one line
 * @param header whether that line names the columns
 * @param columns how many cells it has
 * @param customer the place of a cell, from 0; likewise the others, -1 where there is none
 */
record FileForm(
    String separator, boolean header, int columns, int customer, int item, int time, int weight) {

  private static final String BLANK = " ";
  private static final Pattern CELL =
      Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))\\s*(?:,|$)");

  private static final Set<String> CUSTOMERS =
      Set.of("customer", "user", "visitor", "session", "member", "client", "account", "u", "uid");
  private static final Set<String> ITEMS =
      Set.of(
          "item",
          "product",
          "movie",
          "article",
          "track",
          "song",
          "artist",
          "book",
          "business",
          "game",
          "poi",
          "asin",
          "sku",
          "stock",
          "i",
          "iid");
  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "date", "datetime", "ts", "occurredat", "createdat");
  private static final Set<String> WEIGHTS =
      Set.of("weight", "rating", "quantity", "count", "value", "score", "stars");

  boolean adjacent() {
    return separator.equals(BLANK);
  }

  static FileForm of(Path path) {
    String line = firstLine(path);
    if (line.contains(",")) {
      return of(path, ",", cells(line));
    }
    List<String> tabbed = List.of(line.split("\t", -1));
    return tabbed.size() > 1 && namesColumns(tabbed)
        ? of(path, "\t", tabbed)
        : new FileForm(BLANK, false, 0, 0, 1, -1, -1);
  }

  private static FileForm of(Path path, String separator, List<String> cells) {
    int size = cells.size();
    if (!namesColumns(cells)) {
      return new FileForm(separator, false, size, 0, 1, size > 2 ? 2 : -1, size > 3 ? 3 : -1);
    }
    List<String> names = cells.stream().map(FileForm::stem).toList();
    int customer = place(names, CUSTOMERS);
    int item = place(names, ITEMS);
    int time = place(names, TIMES);
    int weight = place(names, WEIGHTS);
    return new FileForm(separator, true, size, customer, item, time, weight);
  }

  /** A line is a header when one of its cells is called like a customer and one like an item. */
  private static boolean namesColumns(List<String> cells) {
    List<String> names = cells.stream().map(FileForm::stem).toList();
    return place(names, CUSTOMERS) >= 0 && place(names, ITEMS) >= 0;
  }

  private static int place(List<String> names, Set<String> known) {
    for (int i = 0; i < names.size(); i++) {
      if (known.contains(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** {@code customer_id}, {@code CustomerID} and {@code customer} are one name. */
  private static String stem(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
    String stem = letters.replaceAll("(id|code|no|key)$", "");
    return stem.isEmpty() ? letters : stem;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    Matcher cell = CELL.matcher(line);
    for (int end = 0; end < line.length() && cell.find(end) && cell.end() > end; end = cell.end()) {
      cells.add(cell.group(1) != null ? cell.group(1) : cell.group(2).strip());
    }
    if (line.endsWith(",")) {
      cells.add("");
    }
    return cells;
  }

  private static String firstLine(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new Stopped(ExitCode.USAGE, path + ": there is no such file; name another");
    }
    try (BufferedReader reader = reader(path)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank()) {
          return text;
        }
      }
    } catch (IOException e) {
      throw refused(path, "cannot be read: " + e.getMessage());
    }
    throw refused(path, "is empty");
  }

  private static BufferedReader reader(Path path) throws IOException {
    InputStream bytes = Files.newInputStream(path);
    InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  /** One line that says what the file should be. */
  static Stopped refused(Path path, String found) {
    return new Stopped(
        ExitCode.INPUT_REJECTED,
        "%s: %s; expected lines of customer,item[,time[,weight]] or of: customer item item ..."
            .formatted(path, found));
  }
}
