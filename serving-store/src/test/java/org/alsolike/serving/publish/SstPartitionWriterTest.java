package org.alsolike.serving.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SstPartitionWriterTest {

  @TempDir Path folder;

  @Test
  void saysWhatItStored() throws IOException {
    var receipt = write(3, 17, "a", "b", "ü");

    assertThat(receipt.file()).isEqualTo("part-3.attempt-17.sst");
    assertThat(receipt.entries()).isEqualTo(3);
    assertThat(receipt.parts()).containsOnlyKeys("items");
    assertThat(receipt.firstKey()).isEqualTo("6974656d730061");
    assertThat(receipt.lastKey()).isEqualTo("6974656d7300c3bc");
    assertThat(staging().names()).containsExactly("part-3.attempt-17.sst");
    assertThat(receipt.bytes())
        .isEqualTo(Files.size(staging().directory().resolve("part-3.attempt-17.sst")));
    assertThat(scratch()).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNotSortedOrDoubled() {
    assertThatThrownBy(() -> write(0, 0, "b", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "entries must be sorted by key without duplicates, but \"items b\" is followed by \"items a\"");
    assertThatThrownBy(() -> write(0, 0, "a", "a"))
        .hasMessageContaining("\"items a\" is followed by \"items a\"");
    assertThat(scratch()).isEmptyDirectory();
  }

  @Test
  void sortsBytesWithoutASign() {
    assertThat(write(0, 0, "z", "ü").entries()).isEqualTo(2);
    assertThatThrownBy(() -> write(1, 0, "ü", "z")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void storesNoFileForNoEntries() throws IOException {
    var receipt = write(0, 0);

    assertThat(receipt.isEmpty()).isTrue();
    assertThat(receipt.file()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theSameEntriesHaveTheSameHashInEveryAttempt() {
    assertThat(write(0, 1, "a", "b").parts()).isEqualTo(write(0, 2, "a", "b").parts());
  }

  @Test
  void saysInOneLineThatTheStagingAreaFails() throws IOException {
    Files.writeString(folder.resolve("staging"), "a file where a folder should be");

    assertThatThrownBy(() -> write(0, 0, "a"))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith("Partition 0 cannot be staged as part-0.attempt-0.sst: ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysInOneLineThatTheDiskIsFull() throws IOException {
    Files.createDirectories(scratch());
    Files.createSymbolicLink(scratch().resolve("part-0.attempt-0.sst"), Path.of("/dev/full"));

    assertThatThrownBy(() -> write(0, 0, "a"))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith("Partition 0 cannot be staged as part-0.attempt-0.sst: ")
        .hasMessageContaining("No space left on device")
        .message()
        .hasLineCount(1);
    assertThat(write(0, 1, "a").file()).as("another attempt").isNotEmpty();
  }

  @Test
  void receiptsSurviveTheJourneyAsJson() {
    var receipt = write(3, 17, "a", "b");

    assertThat(Receipt.parse(receipt.toJson())).isEqualTo(receipt);
    assertThat(receipt.toJson()).doesNotContain("\n");
    assertThatThrownBy(() -> Receipt.parse("{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("partition must be a whole number, but is missing");
  }

  @Test
  void releasesRefuseOverlapsAndDoubles() {
    var first = write(0, 0, "a", "m");
    var second = write(1, 0, "k", "z");
    var shop = Shop.in(folder);

    assertThatThrownBy(() -> shop.release(1, List.of(first, second)))
        .hasMessage(
            "partitions must hold disjoint ranges of keys, but part-0.attempt-0.sst and part-1.attempt-0.sst overlap");
    assertThatThrownBy(() -> shop.release(1, List.of(first, write(0, 1, "n"))))
        .hasMessage("receipts must name each partition once, but name partition 0 twice");
  }

  private LocalStaging staging() {
    return new LocalStaging(folder.resolve("staging"));
  }

  private Path scratch() {
    return folder.resolve("scratch");
  }

  private Receipt write(int partition, long attempt, String... items) {
    var entries =
        Stream.of(items).map(i -> new Entry(Part.ITEMS.key(i), "{}".getBytes(UTF_8))).iterator();
    return new SstPartitionWriter(staging(), scratch(), attempt).write(partition, entries);
  }
}
