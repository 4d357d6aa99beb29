package org.alsolike.serving.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.PartCheck;
import org.alsolike.serving.PartContent;
import org.alsolike.serving.StoreUnavailable;
import org.junit.jupiter.api.Test;

class ReadBackTest {

  private static final List<Part> PARTS =
      List.of(Part.CUSTOMERS, Part.ITEMS, Part.list("a"), Part.list("ab"));

  @Test
  void ofSharesSideBySideIsThatOfAllEntriesWhateverTheirOrder() {
    var random = new SplittableRandom(7);
    var entries = new ArrayList<Entry>();
    for (int id = 0; id < 500; id++) {
      Part part = PARTS.get(random.nextInt(PARTS.size()));
      entries.add(new Entry(part.key("id" + id), bytes(Long.toString(random.nextLong()))));
    }

    for (int shares = 1; shares <= 7; shares += 3) {
      ReadBack.sideBySide(1, dealt(entries, shares)).requireEqual(byDefinition(entries));
    }
  }

  private static SortedMap<String, PartCheck> byDefinition(List<Entry> entries) {
    var parts = new TreeMap<String, PartCheck>();
    for (Entry entry : entries) {
      PartCheck one = PartCheck.of(entry.key(), entry.value());
      parts.merge(Part.of(entry.key()).name(), one, PartCheck::plus);
    }
    return parts;
  }

  private static List<ReadBack.Share> dealt(List<Entry> entries, int shares) {
    return IntStream.range(0, shares)
        .<ReadBack.Share>mapToObj(
            share ->
                visitor -> {
                  for (int i = share; i < entries.size(); i += shares) {
                    visitor.entry(entries.get(i).key(), entries.get(i).value());
                  }
                })
        .toList();
  }

  @Test
  void aShareThatFailsFailsAllAndOnlyWhenTheOthersHaveEnded() {
    var ended = new AtomicInteger();
    var shares = new ArrayList<ReadBack.Share>();
    for (int i = 0; i < 20; i++) {
      shares.add(visitor -> ended.incrementAndGet());
    }
    shares.add(
        3,
        visitor -> {
          throw new StoreUnavailable("gone");
        });

    assertThatThrownBy(() -> ReadBack.sideBySide(1, shares)).hasMessage("gone");
    assertThat(ended).hasValue(20);
  }

  @Test
  void triesEveryEntryWithEqualChancesWhateverShareItIsIn() {
    List<Entry> few = numbered(0, 500);
    List<Entry> many = numbered(500, 5_000);
    int fromFew = 0;
    int rounds = 40;
    for (int seed = 0; seed < rounds; seed++) {
      var tried = new ArrayList<String>();
      ReadBack.sideBySide(seed, List.of(dealt(few, 1).get(0), dealt(many, 1).get(0)))
          .lookUp(
              key -> {
                tried.add(Part.ITEMS.id(key));
                return Optional.of(bytes("v"));
              });
      assertThat(tried).hasSize(1_000).doesNotHaveDuplicates();
      fromFew += (int) tried.stream().filter(id -> Integer.parseInt(id) < 500).count();
    }

    // 500 of 5,500 entries are tried 1,000 times: 90.9 expected, and 8.2 is their deviation.
    assertThat(fromFew / (double) rounds).isCloseTo(90.9, within(4 * 8.2 / Math.sqrt(rounds)));
  }

  private static List<Entry> numbered(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(id -> new Entry(Part.ITEMS.key(Integer.toString(id)), bytes("v")))
        .toList();
  }

  @Test
  void rangesOfAReleaseHoldEveryKeyOnceEvenThoseThatNobodyPromised() {
    List<KeyRange> ranges =
        KeyRange.of(
            List.of(
                holding("m", "p"), Receipt.ofNothing(3, 0), holding("c", "f"), holding("q", "q")));

    assertThat(ranges).hasSize(3);
    for (String key : List.of("a", "c", "d", "f", "g", "m", "p", "pp", "q", "z")) {
      assertThat(ranges.stream().filter(range -> holds(range, key)).count()).isOne();
    }
    assertThat(holds(ranges.get(0), "a")).isTrue();
    assertThat(holds(ranges.get(1), "g")).isFalse();
    assertThat(holds(ranges.get(2), "z")).isTrue();
    assertThat(KeyRange.of(List.of(Receipt.ofNothing(0, 0)))).containsExactly(KeyRange.ALL);
  }

  private static boolean holds(KeyRange range, String key) {
    return Arrays.compareUnsigned(bytes(key), range.from()) >= 0 && range.reaches(bytes(key));
  }

  private static Receipt holding(String first, String last) {
    return new Receipt(
        0,
        0,
        "file",
        1,
        "",
        Receipt.hex(bytes(first)),
        Receipt.hex(bytes(last)),
        new TreeMap<>(Map.of("items", PartContent.EMPTY)),
        new TreeMap<>(Map.of("items", 0L)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
