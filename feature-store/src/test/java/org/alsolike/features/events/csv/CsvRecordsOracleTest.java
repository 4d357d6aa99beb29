package org.alsolike.features.events.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the reader with RFC 4180's grammar written as one regular expression. */
class CsvRecordsOracleTest {

  private static final String FIELD = "(?:\"(?:[^\"]|\"\")*+\"|[^\",\n]*+)";
  private static final Pattern RECORD =
      Pattern.compile("\\G" + FIELD + "(?:," + FIELD + ")*+\r?(?:\n|\\z)");
  private static final Pattern LINE = Pattern.compile("\\G[^\n]*(?:\n|\\z)");
  private static final String[] PIECES = {
    "a", ",", "\"", "\n", "\r\n", "\"\"", ",\"x\",", "\"y\"\n", "é", " "
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void givesTheRecordsOfTheGrammarAndTheLinesThatAreNone(long seed) throws IOException {
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      assertThat(read(text.toString())).as(text.toString()).isEqualTo(expected(text.toString()));
    }
  }

  private static List<String> expected(String text) {
    List<String> records = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      Matcher record = RECORD.matcher(text);
      boolean parses = record.find(at);
      Matcher line = LINE.matcher(text);
      String raw = parses ? record.group() : line.find(at) ? line.group() : "";
      at += raw.length();
      String content = raw.replaceFirst("\r?\n\\z|\r\\z", "");
      if (!content.isEmpty()) {
        records.add((parses ? "parses: " : "unreadable: ") + content);
      }
    }
    return records;
  }

  private static List<String> read(String text) throws IOException {
    var reader = new CsvRecords(new ByteArrayInputStream(text.getBytes(UTF_8)));
    List<String> records = new ArrayList<>();
    for (var next = reader.read(); next.isPresent(); next = reader.read()) {
      CsvRecord record = next.get();
      records.add((record.fields().isPresent() ? "parses: " : "unreadable: ") + record.raw());
    }
    return records;
  }
}
