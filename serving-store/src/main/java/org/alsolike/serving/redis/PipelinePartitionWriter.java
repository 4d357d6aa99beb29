package org.alsolike.serving.redis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.alsolike.serving.ContentHash;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.PartitionTally;
import org.alsolike.serving.publish.PartitionWriter;
import org.alsolike.serving.publish.Receipt;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Writes a partition chunk by chunk. Whoever writes the partition again finds the chunks that are
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
    try (Jedis jedis = new Connecting(server).connect();
        var loads = new ChunkLoads(jedis, server.keys(), stage(), token, partition)) {
      var tally = new PartitionTally();
      var chunk = new ArrayList<Entry>(Chunk.ENTRIES);
      ContentHash hash = ContentHash.OF_NOTHING;
      while (sorted.hasNext()) {
        Entry entry = sorted.next();
        hash = hash.plus(tally.add(entry));
        chunk.add(entry);
        if (chunk.size() == Chunk.ENTRIES || !sorted.hasNext()) {
          loads.store(chunk, hash);
          chunk.clear();
          hash = ContentHash.OF_NOTHING;
        }
      }
      loads.finish();
      return tally.receipt(partition, attempt);
    } catch (JedisException failure) {
      throw new StoreUnavailable(
          "Partition %d cannot be loaded into %s: %s"
              .formatted(partition, server.shown(), failure.getMessage()),
          failure);
    }
  }

  /** Every reply is looked at: a server that is full refuses single commands. */
  static void requireDone(List<?> replies, int commands) {
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
