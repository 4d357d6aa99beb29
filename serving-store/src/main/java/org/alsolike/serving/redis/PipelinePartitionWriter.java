package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.alsolike.serving.ContentHash;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.PartitionTally;
import org.alsolike.serving.publish.PartitionWriter;
import org.alsolike.serving.publish.Receipt;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Writes a partition chunk by chunk, each as one pipelined transaction that the server refuses once
 * a later fencing token is given. Whoever writes the partition again finds the chunks that are
 * there and writes the others.
 *
 * @param version the version that is being built
 * @param token of its publisher
 */
record PipelinePartitionWriter(Server server, long version, long token, long attempt)
    implements PartitionWriter {

  private Keys.Stage stage() {
    return server.keys().stage(version, token);
  }

  @Override
  public Receipt write(int partition, Iterator<Entry> sorted) {
    try (Jedis jedis = new Connecting(server).connect()) {
      var tally = new PartitionTally();
      var chunk = new ArrayList<Entry>(Chunk.ENTRIES);
      ContentHash hash = ContentHash.OF_NOTHING;
      int chunks = 0;
      while (sorted.hasNext()) {
        Entry entry = sorted.next();
        hash = hash.plus(tally.add(entry));
        chunk.add(entry);
        if (chunk.size() == Chunk.ENTRIES || !sorted.hasNext()) {
          store(jedis, Chunk.name(partition, chunks++), chunk, hash);
          chunk.clear();
          hash = ContentHash.OF_NOTHING;
        }
      }
      return tally.receipt(partition, attempt);
    } catch (JedisException failure) {
      throw new StoreUnavailable(
          "Partition %d cannot be loaded into %s: %s"
              .formatted(partition, server.shown(), reason(failure)),
          failure);
    }
  }

  /** Of a transaction that was refused, what the server said about its first bad command. */
  private static String reason(JedisException failure) {
    Throwable[] commands = failure.getSuppressed();
    return commands.length == 0 ? failure.getMessage() : commands[0].getMessage();
  }

  private void store(Jedis jedis, String name, List<Entry> entries, ContentHash hash) {
    byte[] key = stage().chunk(name);
    byte[] value = Chunk.value(entries, hash);
    jedis.watch(server.keys().token());
    List<byte[]> found = jedis.mget(server.keys().token(), key);
    RedisFence.requireToken(found.get(0), token);
    if (found.get(1) != null) {
      jedis.unwatch();
      requireSame(found.get(1), value, name);
      return;
    }
    Transaction transaction = jedis.multi();
    transaction.set(key, value);
    transaction.sadd(stage().chunks(), name.getBytes(US_ASCII));
    for (Entry entry : entries) {
      transaction.set(stage().entry(entry.key()), Value.stored(entry));
    }
    requireDone(transaction.exec(), entries.size() + 2);
  }

  private static void requireSame(byte[] found, byte[] wanted, String name) {
    if (!Arrays.equals(found, wanted)) {
      throw new StoreUnavailable(
          "chunk %s was loaded with other content by an earlier attempt; stage the release anew"
              .formatted(name));
    }
  }

  /** Every reply is looked at: a server that is full refuses single commands. */
  static void requireDone(List<Object> replies, int commands) {
    if (replies == null) {
      throw new StoreUnavailable("another publisher came between. Nothing was loaded");
    }
    for (Object reply : replies) {
      if (reply instanceof Exception refused) {
        throw new StoreUnavailable("a command was refused: " + refused.getMessage(), refused);
      }
    }
    if (replies.size() != commands) {
      throw new StoreUnavailable(
          "%d commands were sent, but %d answered".formatted(commands, replies.size()));
    }
  }
}
