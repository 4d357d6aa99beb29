package org.alsolike.features.events.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {

  @Test
  void readsQuotedCommasDoubledQuotesAndQuotedLineEnds() {
    assertThat(fields("a,\"b,c\",\"say \"\"hi\"\"\"\n1,\"two\r\nlines\",3\r\n"))
        .containsExactly(List.of("a", "b,c", "say \"hi\""), List.of("1", "two\r\nlines", "3"));
  }

  @Test
  void readsEmptyFieldsAndKeepsWhiteSpace() {
    assertThat(fields(",\"\", x \n,,\n"))
        .containsExactly(List.of("", "", " x "), List.of("", "", ""));
  }

  @Test
  void skipsTheByteOrderMarkAndLinesWithoutACharacter() {
    assertThat(fields("\uFEFFa,b\n\n\r\n1,2"))
        .containsExactly(List.of("a", "b"), List.of("1", "2"));
  }

  @Test
  void anUnclosedQuoteCostsOneLine() {
    assertThat(read("1,\"open,2\n3,x,4\n5,y,6\n"))
        .extracting(CsvRecord::raw, record -> record.fields().isPresent())
        .containsExactly(tuple("1,\"open,2", false), tuple("3,x,4", true), tuple("5,y,6", true));
  }

  @Test
  void anUnclosedQuoteBeforeAQuotedFieldCostsOneLine() {
    assertThat(read("1,\"open,2\n3,x,4\n5,\"y\",6\n"))
        .extracting(record -> record.fields().isPresent())
        .containsExactly(false, true, true);
  }

  @Test
  void aQuoteWithinAnUnquotedFieldOrTextAfterAClosingQuoteIsMalformed() {
    assertThat(read("1,w\"w\n2,\"y\"z\n3,ok\n"))
        .extracting(CsvRecord::raw, CsvRecord::fields)
        .containsExactly(
            tuple("1,w\"w", Optional.empty()),
            tuple("2,\"y\"z", Optional.empty()),
            tuple("3,ok", Optional.of(List.of("3", "ok"))));
  }

  @Test
  void bytesThatAreNotUtf8SpoilTheirOwnRecordAlone() {
    assertThat(read("1,caf\u00e9\n2,tea\n".getBytes(ISO_8859_1)))
        .extracting(CsvRecord::raw, CsvRecord::utf8)
        .containsExactly(tuple("1,caf\uFFFD", false), tuple("2,tea", true));
  }

  @Test
  void aReplacementCharacterThatTheFileReallyHoldsIsNoDamage() {
    assertThat(read("1,\uFFFD\n")).extracting(CsvRecord::utf8).containsExactly(true);
  }

  @Test
  void aLineLongerThanAllowedIsUnreadableAndTheNextIsRead() {
    assertThat(read("x".repeat(CsvLines.LONGEST + 10) + "\n1,2\n"))
        .extracting(record -> record.fields().isPresent())
        .containsExactly(false, true);
  }

  @Test
  void aQuotedFieldThatNeverEndsIsGivenUpAndEveryLineAfterItIsRead() {
    String lines = "1,2\n".repeat(200_000);
    assertThat(read("\"lost," + "\n" + lines)).hasSize(200_001);
  }

  @Test
  void aLineOfManyQuotedFieldsIsReadWithoutRecursion() {
    assertThat(fields("\"a\",".repeat(200_000) + "b\n").get(0)).hasSize(200_001);
  }

  private static List<List<String>> fields(String text) {
    return read(text).stream().map(record -> record.fields().orElseThrow()).toList();
  }

  private static List<CsvRecord> read(String text) {
    return read(text.getBytes(UTF_8));
  }

  private static List<CsvRecord> read(byte[] bytes) {
    try {
      var records = new CsvRecords(new ByteArrayInputStream(bytes));
      List<CsvRecord> all = new ArrayList<>();
      for (var next = records.read(); next.isPresent(); next = records.read()) {
        all.add(next.get());
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
