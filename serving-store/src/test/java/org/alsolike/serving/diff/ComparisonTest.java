package org.alsolike.serving.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.alsolike.serving.diff.ComparisonTest.Edition.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.Part;
import org.alsolike.serving.Shop;
import org.alsolike.serving.reader.LocalSource;
import org.alsolike.serving.reader.VersionContent;
import org.alsolike.serving.values.ItemCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.Membership;
import org.alsolike.serving.values.Score;
import org.alsolike.serving.values.ValueCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  private static final Part FOR_YOU = Part.list("for_you");
  private static final String LISTS = "list/for_you";

  @TempDir Path folder;

  @Test
  void saysWhoIsShownWhatElse() {
    Edition served =
        new Edition()
            .with(FOR_YOU, "c1", list("a b c d"))
            .with(FOR_YOU, "c2", list("a b"))
            .with(FOR_YOU, "c3", list("a b c"))
            .with(FOR_YOU, "gone", list("z"));
    // Of the first three: c1 keeps a and c, c2 changes the order alone, c3 keeps nothing.
    Edition next =
        new Edition()
            .with(FOR_YOU, "c1", list("c d a b"))
            .with(FOR_YOU, "c2", list("b a"))
            .with(FOR_YOU, "c3", list("x y w a"))
            .with(FOR_YOU, "came", list("a"));

    ListChange change = compared(3, Map.of(), served, next).lists().get(LISTS);

    assertThat(change.owners())
        .as("customers are not named")
        .isEqualTo(new MemberChange(4, 4, 1, 1, List.of(), List.of()));
    assertThat(change.both()).isEqualTo(3);
    assertThat(change.changed()).isEqualTo(2);
    assertThat(change.churn()).isCloseTo((1 / 3.0 + 0 + 1) / 3, within(1e-9));
    assertThat(change.items())
        .isEqualTo(new MemberChange(4, 7, 4, 1, List.of("d", "w", "x", "y"), List.of("z")));
    assertThat(change.shareChanged()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(change.shareEmptied()).isCloseTo(1 / 4.0, within(1e-9));
    double least =
        RankBiasedOverlap.usual().of(List.of("a", "b", "c"), List.of("x", "y", "w", "a"));
    assertThat(change.overlap().q05()).isCloseTo(least, within(0.0005001));
  }

  @Test
  void findsPlacesThatBreakARule() {
    Edition served = new Edition().with(FOR_YOU, "c", list("a b x"));
    Edition next = new Edition().with(FOR_YOU, "c", list("x b y"));

    ListChange change =
        compared(1, Map.of(FOR_YOU, Set.of("x", "y")), served, next).lists().get(LISTS);

    assertThat(change.brokenBefore()).as("at any depth").isEqualTo(1);
    assertThat(change.brokenNow()).isEqualTo(2);
  }

  @Test
  void tellsScoresSegmentsAndCataloguesApart() {
    Part score = Part.score("buys_30d");
    Part segment = Part.segment("loyal");
    byte[] member = ValueCodec.membership(new Membership(false, true));
    byte[] card =
        ValueCodec.item(new ItemCard(Optional.of("Tea"), Optional.empty(), Optional.empty()));
    Edition served =
        new Edition()
            .with(score, "c1", score(0.2))
            .with(score, "c2", score(0.4))
            .with(segment, "c1", member)
            .with(Part.ITEMS, "a", card);
    Edition next =
        new Edition()
            .with(score, "c1", score(0.25))
            .with(score, "c3", score(0.75))
            .with(segment, "c2", member)
            .with(Part.ITEMS, "a", card)
            .with(Part.ITEMS, "b", card);

    VersionDiff diff = compared(10, Map.of(), served, next);

    ScoreShift shift = diff.scores().get("buys_30d");
    assertThat(shift.meanBefore()).isCloseTo(0.3, within(1e-9));
    assertThat(shift.meanNow()).isCloseTo(0.5, within(1e-9));
    assertThat(shift.moved().q50()).isEqualTo(0.05);
    assertThat(diff.segments())
        .containsOnly(Map.entry("loyal", new MemberChange(1, 1, 1, 1, List.of(), List.of())));
    assertThat(diff.items()).isEqualTo(new MemberChange(1, 2, 1, 0, List.of("b"), List.of()));
    assertThat(diff.lists()).isEmpty();
  }

  @Test
  void countsWhatSetsCount() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      Edition served = Edition.drawn(random);
      Edition next = Edition.drawn(random);

      VersionDiff diff = compared(2, Map.of(), served, next);

      for (Part part : List.of(FOR_YOU, Part.list("for_you-2"), Part.similar("also_like"))) {
        Set<String> before = served.ids(part);
        Set<String> now = next.ids(part);
        if (before.isEmpty() && now.isEmpty()) {
          assertThat(diff.lists()).doesNotContainKey(part.name());
          continue;
        }
        ListChange change = diff.lists().get(part.name());
        Set<String> both = new HashSet<>(before);
        both.retainAll(now);
        assertThat(change.both()).isEqualTo(both.size());
        assertThat(change.owners().came()).isEqualTo(now.size() - both.size());
        assertThat(change.owners().went()).isEqualTo(before.size() - both.size());
        assertThat(change.changed())
            .isEqualTo(
                both.stream()
                    .filter(id -> !served.shown(part, id).equals(next.shown(part, id)))
                    .count());
      }
    }
  }

  @Test
  void readsWhatAStoreServes() {
    Shop shop = Shop.in(folder);
    shop.publish(1);

    try (LocalSource source = new LocalSource(shop.layout());
        VersionContent served = source.open(1)) {
      VersionDiff diff = new Comparison(10, Map.of()).of(served, shop.entries(2).iterator());

      assertThat(diff.served()).isEqualTo(1);
      assertThat(diff.lists().get(LISTS).owners().before())
          .isEqualTo(served.manifest().entries(FOR_YOU));
      assertThat(diff.customers().came()).isZero();
      assertThat(diff.customers().went()).isZero();
    }
  }

  @Test
  void refusesKeysInAnotherOrder() {
    Entry a = new Entry(FOR_YOU.key("a"), list("x"));
    Entry b = new Entry(FOR_YOU.key("b"), list("x"));

    assertThatThrownBy(
            () ->
                new Comparison(10, Map.of()).of(new Edition().content(), List.of(b, a).iterator()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keys must ascend, but list/for_you a follows list/for_you b");
  }

  private static VersionDiff compared(
      int depth, Map<Part, Set<String>> barred, Edition served, Edition next) {
    return new Comparison(depth, barred).of(served.content(), next.entries().iterator());
  }

  private static byte[] score(double probability) {
    return ValueCodec.score(Score.of(probability, 50, List.of()));
  }

  /** Entries in the order of their keys. */
  record Edition(TreeMap<byte[], byte[]> values) {

    Edition() {
      this(new TreeMap<>(Arrays::compareUnsigned));
    }

    static Edition drawn(Random random) {
      Edition edition = new Edition();
      for (Part part :
          List.of(FOR_YOU, Part.list("for_you-2"), Part.similar("also_like"), Part.CUSTOMERS)) {
        int ids = random.nextInt(6);
        for (int i = 0; i < ids; i++) {
          String id = "id" + random.nextInt(8) + (random.nextBoolean() ? "é" : "");
          edition.with(
              part,
              id,
              part.equals(Part.CUSTOMERS)
                  ? "{}".getBytes(UTF_8)
                  : list(random.nextBoolean() ? "a b c" : "b a d"));
        }
      }
      return edition;
    }

    Edition with(Part part, String id, byte[] value) {
      values.put(part.key(id), value);
      return this;
    }

    static byte[] list(String items) {
      return ValueCodec.list(
          Stream.of(items.split(" ")).map(item -> ListedItem.of(item, 1, "als")).toList());
    }

    Set<String> ids(Part part) {
      Set<String> ids = new HashSet<>();
      values.keySet().stream().filter(part::holds).forEach(key -> ids.add(part.id(key)));
      return ids;
    }

    Set<String> shown(Part part, String id) {
      Set<String> shown = new HashSet<>();
      ValueCodec.list(values.get(part.key(id))).stream()
          .limit(2)
          .forEach(item -> shown.add(item.item()));
      return shown;
    }

    Stream<Entry> entries() {
      return values.entrySet().stream().map(one -> new Entry(one.getKey(), one.getValue()));
    }

    VersionContent content() {
      return new VersionContent() {
        @Override
        public Manifest manifest() {
          return new Manifest(
              7,
              "fingerprint",
              Shop.AS_OF,
              Shop.AS_OF,
              1,
              "corner-shop",
              ZoneOffset.UTC,
              Collections.emptySortedMap(),
              Map.of(),
              Map.of(),
              Map.of());
        }

        @Override
        public Optional<byte[]> value(byte[] key) {
          return Optional.ofNullable(values.get(key));
        }

        @Override
        public void forEach(byte[] prefix, EntryVisitor visitor) {
          values.forEach(visitor::entry);
        }

        @Override
        public void close() {
          // nothing is open
        }
      };
    }
  }
}
