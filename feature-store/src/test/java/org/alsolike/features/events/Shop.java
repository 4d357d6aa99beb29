package org.alsolike.features.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.alsolike.tables.ValidatedRows;
import org.apache.spark.sql.SparkSession;

/** A folder of a small shop's files, and its transactions as validation sees them. */
record Shop(SparkSession spark, Path folder) {

  static final String HEADER = "order,item,customer,at,quantity,price,Country\n";

  static final TransactionsSource.Columns COLUMNS =
      new TransactionsSource.Columns(
          "order", "item", Optional.of("customer"), "at", "quantity", "price");

  static final TransactionsSource.Attributes ATTRIBUTES =
      new TransactionsSource.Attributes(Optional.of("Country"), Optional.empty(), Optional.empty());

  Shop with(String file, String text) {
    return with(file, text.getBytes(UTF_8));
  }

  Shop with(String file, byte[] bytes) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** With returns marked by a C, and no other rule. */
  ValidatedRows transactions(String path) {
    return transactions(path, Map.of());
  }

  ValidatedRows transactions(String path, Map<String, String> reject) {
    var returns = Map.of("cancelled", "order_id like 'C%'");
    return validated(new TransactionsSource(path, COLUMNS, ATTRIBUTES, returns, reject));
  }

  ValidatedRows validated(TransactionsSource transactions) {
    return validated(
            new Sources(
                Optional.empty(),
                transactions,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .get(0);
  }

  List<ValidatedRows> validated(Sources sources) {
    return validated(sources, Forgotten.nobody());
  }

  List<ValidatedRows> validated(Sources sources, Forgotten forgotten) {
    return new Validation(spark, ZoneId.of("Europe/London"), forgotten)
        .validate(sources, folder.toString());
  }

  /** The chosen columns of the rows, as text, sorted. */
  static List<String> shown(ValidatedRows validated, String... columns) {
    return validated.rows().selectExpr(columns).collectAsList().stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }
}
