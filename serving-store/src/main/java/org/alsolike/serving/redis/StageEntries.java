package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alsolike.serving.Entry;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Receipt;

/**
 * The entries of one version, found by its chunks.
 *
 * @param place what an error names
 */
record StageEntries(Asking server, Keys.Stage stage, String place) {

  private static final int CHUNKS_AT_A_TIME = 16;

  /** {@code MGET}: values in the order of the keys, null where there is none. */
  @FunctionalInterface
  interface Asking {
    List<byte[]> values(byte[]... keys);
  }

  /** The receipts of the version's partitions, in the order of their keys. */
  List<Receipt> receipts() {
    byte[] text = server.values(stage.receipts()).get(0);
    if (text == null) {
      throw gone();
    }
    return new String(text, UTF_8).lines().map(Receipt::parse).toList();
  }

  StoreUnavailable gone() {
    return new StoreUnavailable(
        "version %s was removed from %s; read the one that is served"
            .formatted(stage.name().replaceFirst("[.].*", ""), place));
  }

  /** Damage, unless the marker is missing too: then the version was removed under the reader. */
  private StoreUnavailable missing(String what) {
    boolean removed = server.values(stage.whole()).get(0) == null;
    return removed
        ? gone()
        : new StoreUnavailable("%s is damaged: %s is missing".formatted(place, what));
  }

  /** Shows every entry of the partitions to the visitor, in order. */
  void forEach(List<Receipt> receipts, EntryVisitor visitor) {
    for (Receipt receipt : receipts) {
      List<String> names = Chunk.names(receipt.partition(), receipt.entries());
      for (int first = 0; first < names.size(); first += CHUNKS_AT_A_TIME) {
        show(names.subList(first, Math.min(first + CHUNKS_AT_A_TIME, names.size())), visitor);
      }
    }
  }

  private void show(List<String> names, EntryVisitor visitor) {
    List<byte[]> chunks = server.values(names.stream().map(stage::chunk).toArray(byte[][]::new));
    for (int at = 0; at < names.size(); at++) {
      if (chunks.get(at) == null) {
        throw missing("chunk " + names.get(at));
      }
      showKeys(Chunk.keys(chunks.get(at), place), visitor);
    }
  }

  private void showKeys(List<byte[]> keys, EntryVisitor visitor) {
    var stored = new ArrayList<byte[]>();
    keys.forEach(key -> stored.add(stage.entry(key)));
    List<byte[]> values = server.values(stored.toArray(byte[][]::new));
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = keys.get(i);
      if (values.get(i) == null) {
        throw missing("key \"%s\"".formatted(Entry.readable(key)));
      }
      visitor.entry(key, Value.checked(key, values.get(i), place));
    }
  }

  /** The value of a key; the marker is asked for in the same command. */
  Optional<byte[]> value(byte[] key) {
    List<byte[]> found = server.values(stage.whole(), stage.entry(key));
    if (found.get(0) == null) {
      throw gone();
    }
    return Optional.ofNullable(found.get(1)).map(stored -> Value.checked(key, stored, place));
  }
}
