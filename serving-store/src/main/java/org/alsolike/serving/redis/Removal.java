package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alsolike.serving.StoreUnavailable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Removes versions that nobody may read any more, chunk by chunk, with UNLINK. Whatever it has not
 * come to when it dies is still named by a chunk, and that by the set of stages.
 */
record Removal(Jedis jedis, Keys keys, String place) {

  private static final int KEYS_AT_A_TIME = 1_000;

  /** Takes the version's name away first. */
  void remove(long version) {
    byte[] field = Long.toString(version).getBytes(UTF_8);
    byte[] token = jedis.hget(keys.versions(), field);
    if (token != null) {
      jedis.hdel(keys.versions(), field);
      remove(keys.stage(version, Long.parseLong(new String(token, UTF_8))));
    }
  }

  /**
   * Removes what crashed or overtaken publishers left.
   *
   * @param token of this publisher; what a later one stages is not touched
   * @return what later ones stage
   */
  List<String> removeLeftovers(long token) {
    List<String> left = new ArrayList<>();
    Set<String> kept = kept();
    for (byte[] name : jedis.smembers(keys.stages())) {
      Keys.Stage stage = keys.stage(new String(name, UTF_8));
      if (kept.contains(stage.name())) {
        continue;
      }
      if (stage.token() < token) {
        remove(stage);
      } else {
        left.add("the stage %s of a later publisher".formatted(stage.name()));
      }
    }
    return left;
  }

  void removeIfNotWhole(Keys.Stage stage) {
    if (!kept().contains(stage.name())) {
      remove(stage);
    }
  }

  private Set<String> kept() {
    Set<String> kept = new HashSet<>();
    jedis
        .hgetAll(keys.versions())
        .forEach(
            (version, token) ->
                kept.add(new String(version, UTF_8) + "." + new String(token, UTF_8)));
    return kept;
  }

  private void remove(Keys.Stage stage) {
    jedis.unlink(stage.whole(), stage.manifest(), stage.receipts());
    boolean complete = true;
    for (byte[] name : jedis.smembers(stage.chunks())) {
      complete &= removeChunk(stage, stage.chunk(new String(name, UTF_8)));
      jedis.srem(stage.chunks(), name);
    }
    if (!complete) {
      removeByName(stage);
    }
    jedis.srem(keys.stages(), stage.name().getBytes(UTF_8));
  }

  /** False where the chunk does not name entries that are there, and there may be others. */
  private boolean removeChunk(Keys.Stage stage, byte[] chunk) {
    byte[] value = jedis.get(chunk);
    if (value == null) {
      return false;
    }
    try {
      byte[][] entries = Chunk.keys(value, place).stream().map(stage::entry).toArray(byte[][]::new);
      return jedis.unlink(entries) == entries.length;
    } catch (StoreUnavailable damaged) {
      return false;
    } finally {
      jedis.unlink(chunk);
    }
  }

  /**
   * Looks at every key of the server: only where a chunk is damaged, or an earlier removal broke
   * off.
   */
  private void removeByName(Keys.Stage stage) {
    ScanParams ofTheStage = new ScanParams().match(stage.anyKey()).count(KEYS_AT_A_TIME);
    byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
    do {
      ScanResult<byte[]> found = jedis.scan(cursor, ofTheStage);
      if (!found.getResult().isEmpty()) {
        jedis.unlink(found.getResult().toArray(byte[][]::new));
      }
      cursor = found.getCursorAsBytes();
    } while (!Arrays.equals(cursor, ScanParams.SCAN_POINTER_START_BINARY));
  }
}
