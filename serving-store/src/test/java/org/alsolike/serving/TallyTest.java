package org.alsolike.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What passes by is summed up per part, and no accident leaves the sums as they were. */
class TallyTest {

  private static final List<Part> PARTS =
      List.of(Part.CUSTOMERS, Part.ITEMS, Part.list("a"), Part.list("ab"));

  private final List<Entry> entries = new ArrayList<>();

  TallyTest() {
    var random = new SplittableRandom(7);
    for (int id = 0; id < 300; id++) {
      Part part = PARTS.get(random.nextInt(PARTS.size()));
      entries.add(new Entry(part.key("id" + id), Long.toString(random.nextLong()).getBytes(UTF_8)));
    }
  }

  @Test
  void sumsUpPerPartInWhateverOrderPartsCome() {
    var expected = new TreeMap<String, PartContent>();
    for (Entry entry : entries) {
      var one = new PartContent(1, ContentHash.of(entry.key(), entry.value()));
      expected.merge(Part.of(entry.key()).name(), one, PartContent::plus);
    }

    assertThat(content(entries).parts()).isEqualTo(expected);
    assertThat(expected).hasSize(PARTS.size());
  }

  @Test
  void sumsOfSharesAddUp() {
    CheckTally first = checks(entries.subList(0, 111));
    first.addAll(checks(entries.subList(111, 300)));

    assertThat(first.parts()).isEqualTo(checks(entries).parts());
    first.add(entries.get(0).key(), entries.get(0).value());
    assertThat(first.parts()).isNotEqualTo(checks(entries).parts());
  }

  @Test
  void aCheckIsTheMixtureOfBothSumsAndTheKeysLength() {
    byte[] key = "k".getBytes(UTF_8);
    byte[] value = "vw".getBytes(UTF_8);
    var castagnoli = new CRC32C();
    castagnoli.update("kvw".getBytes(UTF_8));
    var ethernet = new CRC32();
    ethernet.update("kvw".getBytes(UTF_8));
    // the first output of SplitMix64 is its finaliser of seed + golden gamma
    long seed = (castagnoli.getValue() << 32 | ethernet.getValue()) + 1 - 0x9e3779b97f4a7c15L;

    assertThat(Checksum.wide(key, value)).isEqualTo(new SplittableRandom(seed).nextLong());
  }

  @Test
  void noAccidentGoesUnseen() {
    var random = new SplittableRandom(11);
    var sound = checks(entries).parts();
    var hashed = content(entries).parts();
    for (int accident = 0; accident < 2_000; accident++) {
      List<Entry> after = new ArrayList<>(entries);
      int at = random.nextInt(after.size());
      Entry one = after.get(at);
      switch (accident % 5) {
        case 0 -> after.set(at, new Entry(one.key(), flipped(one.value(), random)));
        case 1 -> after.remove(at);
        case 2 -> after.add(one);
        case 3 -> swapValues(after, at, (at + 1 + random.nextInt(after.size() - 1)) % after.size());
        default -> after.set(at, borderMoved(one));
      }
      assertThat(checks(after).parts()).isNotEqualTo(sound);
      assertThat(content(after).parts()).isNotEqualTo(hashed);
    }
  }

  @Test
  void saysWhichPartIsNotAsPromised() {
    var promised = new TreeMap<>(checks(entries).parts());
    promised.put("items", new PartCheck(7, 0xabc));
    promised.put("popular", PartCheck.EMPTY);

    assertThatThrownBy(() -> checks(entries).requireEqual(promised))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageMatching(
            "what was read back is not what was staged: items has [0-9]+ entries with check"
                + " [0-9a-f]{16}, but 7 with 0000000000000abc are promised");
    assertThatThrownBy(() -> content(entries).requireEqual(Map.of()))
        .hasMessageContaining("customers has ")
        .hasMessageContaining("; list/ab has ");
  }

  private static ContentTally content(List<Entry> entries) {
    var tally = new ContentTally();
    entries.forEach(entry -> tally.add(entry.key(), entry.value()));
    return tally;
  }

  private static CheckTally checks(List<Entry> entries) {
    var tally = new CheckTally();
    entries.forEach(entry -> tally.add(entry.key(), entry.value()));
    return tally;
  }

  private static byte[] flipped(byte[] value, SplittableRandom random) {
    byte[] other = value.clone();
    other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
    return other;
  }

  private static void swapValues(List<Entry> entries, int one, int other) {
    Entry first = entries.get(one);
    Entry second = entries.get(other);
    entries.set(one, new Entry(first.key(), second.value()));
    entries.set(other, new Entry(second.key(), first.value()));
  }

  /** The key's last byte stands at the beginning of the value. */
  private static Entry borderMoved(Entry entry) {
    byte[] key = Arrays.copyOf(entry.key(), entry.key().length - 1);
    byte[] value = new byte[entry.value().length + 1];
    value[0] = entry.key()[key.length];
    System.arraycopy(entry.value(), 0, value, 1, entry.value().length);
    return new Entry(key, value);
  }
}
