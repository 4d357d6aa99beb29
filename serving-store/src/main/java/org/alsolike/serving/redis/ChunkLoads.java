package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alsolike.serving.ContentHash;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreUnavailable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Stores a partition's chunks one after the other, a transaction each, that the server refuses once
 * a later fencing token is given. A chunk that is there already is compared and left. While the
 * server works at one chunk the next is made: what it is asked before a chunk may be sent, the
 * fencing token and the chunk itself, goes along with the chunk before.
 */
final class ChunkLoads implements AutoCloseable {

  private final Keys keys;
  private final Keys.Stage stage;
  private final long token;
  private final int partition;
  private final Pipeline pipeline;
  private final ExecutorService waiting = Executors.newSingleThreadExecutor();
  private final List<Response<?>> queued = new ArrayList<>();
  private Response<Object> done;
  private Response<List<byte[]>> found;
  private Future<?> answers;
  private int chunks;

  /**
   * @param token of the publisher
   */
  ChunkLoads(Jedis jedis, Keys keys, Keys.Stage stage, long token, int partition) {
    this.keys = keys;
    this.stage = stage;
    this.token = token;
    this.partition = partition;
    pipeline = jedis.pipelined();
    askForNext();
  }

  private void askForNext() {
    pipeline.sendCommand(Command.WATCH, keys.token());
    found = pipeline.mget(keys.token(), stage.chunk(Chunk.name(partition, chunks)));
    answers = waiting.submit(pipeline::sync);
  }

  /**
   * Sends the next chunk; what became of it is looked at when the one after it is stored, or by
   * {@link #finish}.
   *
   * @param hash of the entries
   */
  void store(List<Entry> entries, ContentHash hash) {
    byte[] chunk = Chunk.value(entries, hash);
    List<byte[]> values = entries.stream().map(Value::stored).toList();
    requireStored();
    RedisFence.requireToken(found.get().get(0), token);
    String name = Chunk.name(partition, chunks++);
    byte[] there = found.get().get(1);
    if (there == null) {
      pipeline.sendCommand(new CommandArguments(Command.MULTI));
      queue(Command.SET, stage.chunk(name), chunk);
      queue(Command.SADD, stage.chunks(), name.getBytes(US_ASCII));
      for (int at = 0; at < values.size(); at++) {
        queue(Command.SET, stage.entry(entries.get(at).key()), values.get(at));
      }
      done = pipeline.sendCommand(new CommandArguments(Command.EXEC));
    } else if (!Arrays.equals(there, chunk)) {
      throw new StoreUnavailable(
          "chunk %s was loaded with other content by an earlier attempt; stage the release anew"
              .formatted(name));
    }
    askForNext();
  }

  /** The server answers that it will, or why not; the transaction's answer has what came of it. */
  private void queue(Command command, byte[] key, byte[] value) {
    queued.add(pipeline.sendCommand(command, key, value));
  }

  /** All that was sent is stored. */
  void finish() {
    requireStored();
  }

  private void requireStored() {
    await();
    if (done != null) {
      PipelinePartitionWriter.requireDone(replies(), queued.size());
      done = null;
      queued.clear();
    }
  }

  /** Of a transaction that was refused, what the server said about its first bad command. */
  private List<?> replies() {
    try {
      return (List<?>) done.get();
    } catch (JedisDataException refused) {
      queued.forEach(Response::get);
      throw refused;
    }
  }

  private void await() {
    try {
      answers.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof JedisException broken) {
        throw broken;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while a chunk was loaded", interrupted);
    }
  }

  @Override
  public void close() {
    waiting.shutdownNow();
  }
}
