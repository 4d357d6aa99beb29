package org.alsolike.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A twelfth of the example's customers and a few days of the lines without a customer, with the
 * example's own configuration, made small: few factors, few rounds, few dates.
 */
final class SliceOfOnlineRetail {

  private static final Path EXAMPLE = Path.of("..", "examples", "online-retail");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
  private static final int OF = 12;
  private static final int THIS_ONE = 5;
  static final String SMALL_BLEND =
      "{ kind: blend, models: [{ kind: item-neighbours }, { kind: popularity }], depth: 50,"
          + " windows: 1, ranker: { rounds: 20, depth: 3 } }";

  /** Looks at items after the window began, and buys nothing: only served models know of it. */
  static final String LOOKER = "looker";

  private static final String LOOKS =
      """
      who,what,when,did
      looker,22423,2011-11-20 10:00:00,view
      looker,22720,2011-11-20 10:01:00,view
      looker,84879,2011-11-20 10:02:00,add_to_cart
      crawler,22423,2011-11-20 10:03:00,view
      """;

  /** Models ask for titles and days, not for categories. */
  private static final String GOODS =
      """
      id,group
      22423,Tea
      22720,Tins
      """;

  private static final String OTHER_SOURCES =
      """
        interactions:
          path: data/looks.csv
          columns: { customer_id: who, item_id: what, occurred_at: when, kind: did }
          reject: { robot: "customer_id = 'crawler'" }
        items:
          path: data/goods.csv
          columns: { item_id: id, category: group }
        customers:
          path: data/letters.csv
          columns: { customer_id: id, consent: letters, known_from: since }
      """;

  /** Codes that the example takes for no product. */
  static final Set<String> NO_PRODUCTS =
      Set.of(
          "POST",
          "DOT",
          "C2",
          "23444",
          "23574",
          "M",
          "D",
          "S",
          "BANK CHARGES",
          "AMAZONFEE",
          "CRUK",
          "B",
          "PADS");

  private static final Set<String> DAYS_WITHOUT_CUSTOMER =
      Set.of("2011-03-10", "2011-09-20", "2011-11-22", "2011-12-01");

  private SliceOfOnlineRetail() {}

  /** Writes data and configuration into a folder. */
  static ShopProject in(Path folder) {
    try {
      Path data = Files.createDirectories(folder.resolve("data")).resolve("slice.csv");
      copySlice(EXAMPLE.resolve(Path.of("data", "online_retail.csv.gz")), data);
      Files.writeString(data.resolveSibling("looks.csv"), LOOKS);
      Files.writeString(data.resolveSibling("goods.csv"), GOODS);
      Files.writeString(data.resolveSibling("letters.csv"), letters(data));
      Files.copy(EXAMPLE.resolve("alsolike.yaml"), folder.resolve("alsolike.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ShopProject(folder)
        .edit("data/online_retail.csv.gz", "data/slice.csv")
        .edit("\nfeatures:\n", OTHER_SOURCES + "\nfeatures:\n")
        .edit("consent: not_required", "consent: required")
        .edit("for_you: { model: { kind: blend }", "for_you: { model: " + SMALL_BLEND)
        .edit("next_basket: { model: { kind: blend }", "next_basket: { model: " + SMALL_BLEND)
        .edit(
            "- { kind: als }",
            "- { kind: als, rank: 8, iterations: 3, regularization: 0.3, alpha: 3 }")
        .edit("k: [10, 20]", "k: [10]\n  replicates: 100")
        .edit(
            "{ kind: boosted-trees }",
            "{ kind: boosted-trees, rounds: 20, depth: 2, learning_rate: 0.03,"
                + " min_child_weight: 20 }\n    dates: 2")
        .edit("    - { kind: item-neighbours }\n", "")
        // own-history proposes nothing new: a few hundred customers cannot prove much more.
        .edit(
            "{ baseline: popularity, min_gain: 0.0, max_loss: 0.005, min_auc: 0.65 }",
            "{ baseline: own-history, min_auc: 0.5, max_calibration_error: 1.0 }");
  }

  /** Who may be written to, as the shop knows since the window began. */
  private static String letters(Path data) {
    StringBuilder letters = new StringBuilder("id,letters,since\n");
    rows(data).stream()
        .map(row -> row.get("CustomerID").replace(".0", ""))
        .filter(customer -> !customer.isEmpty())
        .distinct()
        .sorted()
        .filter(customer -> mayBeWrittenTo(customer).isPresent())
        .forEach(
            customer ->
                letters.append(
                    "%s,%s,2011-12-01%n"
                        .formatted(customer, mayBeWrittenTo(customer).get() ? "yes" : "no")));
    return letters.toString();
  }

  /** Yes for every third customer by number, no for the next, and unknown for the rest. */
  static Optional<Boolean> mayBeWrittenTo(String customer) {
    return switch (Integer.parseInt(customer) / OF % 3) {
      case 0 -> Optional.of(true);
      case 1 -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The rows of the slice, read by other code than the project's. */
  static List<CSVRecord> rows(ShopProject project) {
    return rows(project.folder().resolve(Path.of("data", "slice.csv")));
  }

  private static List<CSVRecord> rows(Path data) {
    try (Reader in = Files.newBufferedReader(data);
        CSVParser rows = FORMAT.parse(in)) {
      return rows.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copySlice(Path from, Path to) throws IOException {
    try (Reader in =
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(from), 1 << 16), UTF_8);
        CSVParser rows = FORMAT.parse(in);
        Writer out = Files.newBufferedWriter(to);
        CSVPrinter slice = new CSVPrinter(out, CSVFormat.RFC4180)) {
      slice.printRecord(rows.getHeaderNames());
      for (CSVRecord row : rows) {
        if (belongs(row)) {
          slice.printRecord(row);
        }
      }
    }
  }

  private static boolean belongs(CSVRecord row) {
    String customer = row.get("CustomerID");
    return customer.isEmpty()
        ? DAYS_WITHOUT_CUSTOMER.contains(row.get("InvoiceDate").substring(0, 10))
        : Integer.parseInt(customer.replace(".0", "")) % OF == THIS_ONE;
  }
}
