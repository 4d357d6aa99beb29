package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Fence;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.ReadBack;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.ReleaseSize;
import org.alsolike.serving.publish.StagedVersion;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisException;

/** A version under keys of its own, which the script of the switch names as whole. */
record RedisStaged(Server server, Jedis jedis, long number, RedisFence own)
    implements StagedVersion {

  private Keys.Stage stage() {
    return server.keys().stage(number, own.token());
  }

  /** Said before anything is written, so that whatever is written will be found and removed. */
  void begin() {
    jedis.sadd(server.keys().stages(), stage().name().getBytes(UTF_8));
  }

  @Override
  public Fence fence() {
    return own;
  }

  @Override
  public Map<String, Long> verified(Release release, Consumer<PublishStep> beginning) {
    try {
      beginning.accept(PublishStep.FETCH);
      List<Receipt> receipts = inKeyOrder(release.receipts());
      requireLoaded(receipts);
      writeReceipts(receipts);
      beginning.accept(PublishStep.COUNT);
      List<ReadBack.Share> shares =
          receipts.stream().<ReadBack.Share>map(receipt -> shown(receipt)).toList();
      ReadBack readBack = ReadBack.sideBySide(release.fingerprint().hashCode(), shares);
      readBack.requireEqual(release.checks());
      beginning.accept(PublishStep.LOOK_UP);
      readBack.lookUp(entries(jedis)::value);
      return Map.of(stage().name(), bytes(receipts));
    } catch (JedisException failure) {
      throw new StoreUnavailable(failure.getMessage(), failure);
    } catch (StoreUnavailable failure) {
      throw reason(failure);
    }
  }

  /** Where a later publisher came, it removed what is missing now. */
  private StoreUnavailable reason(StoreUnavailable failure) {
    try {
      RedisFence.requireToken(jedis.get(server.keys().token()), own.token());
      return failure;
    } catch (StoreUnavailable overtaken) {
      return overtaken;
    } catch (JedisException lost) {
      return failure;
    }
  }

  private StageEntries entries(Jedis connection) {
    return new StageEntries(connection::mget, stage(), server.shown());
  }

  /** A partition's entries, over a connection of its own. */
  private ReadBack.Share shown(Receipt receipt) {
    return visitor -> {
      try (Jedis own = new Connecting(server).connect()) {
        entries(own).forEach(List.of(receipt), visitor);
      }
    };
  }

  private static List<Receipt> inKeyOrder(List<Receipt> receipts) {
    return receipts.stream()
        .filter(receipt -> !receipt.isEmpty())
        .sorted(Comparator.comparing(Receipt::firstKey))
        .toList();
  }

  private static long bytes(List<Receipt> receipts) {
    long entries = receipts.stream().mapToLong(Receipt::entries).sum();
    long bytes = receipts.stream().mapToLong(Receipt::bytes).sum();
    return Room.bytes(new ReleaseSize(entries, bytes));
  }

  /** The chunks that are there must be those that the receipts promise. */
  private void requireLoaded(List<Receipt> receipts) {
    Set<String> promised = new HashSet<>();
    for (Receipt receipt : receipts) {
      promised.addAll(Chunk.names(receipt.partition(), receipt.entries()));
    }
    Set<String> loaded = new HashSet<>();
    jedis.smembers(stage().chunks()).forEach(name -> loaded.add(new String(name, UTF_8)));
    if (!loaded.equals(promised)) {
      throw new StoreUnavailable(
          "%d chunks are loaded, and they are not the %d that the receipts promise"
              .formatted(loaded.size(), promised.size()));
    }
  }

  private void writeReceipts(List<Receipt> receipts) {
    String lines = receipts.stream().map(Receipt::toJson).collect(joining("\n"));
    write(Map.of(stage().receipts(), lines.getBytes(UTF_8), stage().whole(), new byte[] {'1'}));
  }

  @Override
  public void keep(Manifest manifest, Consumer<PublishStep> beginning) {
    beginning.accept(PublishStep.WRITE_MANIFEST);
    write(Map.of(stage().manifest(), ManifestFile.bytes(manifest)));
    own.completing(number);
  }

  /** Writes unless a later publisher came. */
  private void write(Map<byte[], byte[]> values) {
    jedis.watch(server.keys().token());
    RedisFence.requireToken(jedis.get(server.keys().token()), own.token());
    Transaction transaction = jedis.multi();
    values.forEach(transaction::set);
    PipelinePartitionWriter.requireDone(transaction.exec(), values.size());
  }

  @Override
  public void discard() throws IOException {
    try {
      own.giveUp();
      new Removal(jedis, server.keys(), server.shown()).removeIfNotWhole(stage());
    } catch (JedisException failure) {
      throw new IOException(failure);
    }
  }
}
