package org.alsolike.serving.publish;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.alsolike.serving.CheckTally;
import org.alsolike.serving.Entry;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.PartCheck;
import org.alsolike.serving.StoreUnavailable;

/**
 * What a version holds, as it is read back: counted and checked per part, with some entries by
 * which it may be tried. For one thread, unless it is {@link #sideBySide}.
 */
public final class ReadBack {

  private final CheckTally tally = new CheckTally();
  private final EntrySample sample;

  /**
   * @param seed of the choice of entries
   */
  public ReadBack(long seed) {
    sample = new EntrySample(seed);
  }

  /** A share of what a version holds: it shows its entries to a visitor. */
  @FunctionalInterface
  public interface Share {

    void show(EntryVisitor visitor);
  }

  /** One share's end: what it read, or why it could not. */
  private record Ended(ReadBack read, RuntimeException failure) {

    static Ended of(Share share, long seed) {
      var own = new ReadBack(seed);
      try {
        share.show(own::entry);
        return new Ended(own, null);
      } catch (RuntimeException failure) {
        return new Ended(own, failure);
      }
    }

    ReadBack orThrow() {
      if (failure != null) {
        throw failure;
      }
      return read;
    }
  }

  /**
   * Reads the shares in as many threads as there are processors. Every share has ended when this
   * returns or throws, so what they read from may be closed.
   *
   * @param seed of the choice of entries
   */
  public static ReadBack sideBySide(long seed, List<? extends Share> shares) {
    List<Ended> ended =
        IntStream.range(0, shares.size())
            .parallel()
            .mapToObj(number -> Ended.of(shares.get(number), seed + number))
            .toList();
    var whole = new ReadBack(seed);
    ended.forEach(share -> whole.add(share.orThrow()));
    return whole;
  }

  private void add(ReadBack other) {
    tally.addAll(other.tally);
    sample.add(other.sample);
  }

  public void entry(byte[] key, byte[] value) {
    tally.add(key, value);
    sample.offer(key, value);
  }

  /**
   * @throws StoreUnavailable naming each part that is not what was promised
   */
  public void requireEqual(SortedMap<String, PartCheck> promised) {
    tally.requireEqual(promised);
  }

  /**
   * Looks the sampled keys up one by one, as a reader will.
   *
   * @throws StoreUnavailable naming a key that is not found, or with another value
   */
  public void lookUp(Function<byte[], Optional<byte[]>> values) {
    for (Entry entry : sample.entries()) {
      var found = values.apply(entry.key());
      if (found.isEmpty() || !Arrays.equals(found.get(), entry.value())) {
        throw new StoreUnavailable(
            "key \"%s\" cannot be looked up".formatted(Entry.readable(entry.key())));
      }
    }
  }
}
