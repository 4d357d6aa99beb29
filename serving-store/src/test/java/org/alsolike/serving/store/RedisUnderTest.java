package org.alsolike.serving.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.alsolike.serving.Checksum;
import org.alsolike.serving.Entry;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A prefix of its own in a real Redis that all tests share; its binary comes from Maven. */
public record RedisUnderTest(Redis store) implements StoreUnderTest {

  private static final int CHUNK_HASH = 16;
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  /** Started by the first test that asks for it, and stopped with the JVM. */
  private static final class Shared {
    static final int PORT = start("maxmemory-policy noeviction");
  }

  public static RedisUnderTest fresh() {
    return at(Shared.PORT);
  }

  /** A store in a server of its own, with a line of its own in the server's configuration. */
  public static RedisUnderTest withSetting(String line) {
    return at(start(line));
  }

  private static RedisUnderTest at(int port) {
    return new RedisUnderTest(
        new Redis(
            "redis://127.0.0.1:%d/0".formatted(port),
            Optional.empty(),
            Optional.empty(),
            Optional.of("shop-" + PREFIXES.incrementAndGet())));
  }

  private static int start(String line) {
    try {
      int port = freePort();
      RedisServer server =
          RedisServer.newRedisServer()
              .port(port)
              .setting("bind 127.0.0.1")
              .setting("save \"\"")
              .setting(line)
              .build();
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      return port;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void stop(RedisServer server) {
    try {
      server.stop();
    } catch (IOException gone) {
      // It ends with its parent.
    }
  }

  /** A connection past all protocol. */
  public Jedis direct() {
    return new Jedis("127.0.0.1", Integer.parseInt(store.url().replaceAll("^.*:|/0$", "")));
  }

  private List<byte[]> keys(String pattern) {
    try (Jedis jedis = direct()) {
      return jedis.keys((store.prefix().orElseThrow() + pattern).getBytes(ISO_8859_1)).stream()
          .sorted(Comparator.comparing(key -> new String(key, ISO_8859_1)))
          .toList();
    }
  }

  @Override
  public long rows(long version) {
    return keys(":" + version + ".*:e:*").size();
  }

  @Override
  public List<Long> present() {
    return keys(":[0-9]*").stream()
        .map(key -> new String(key, ISO_8859_1))
        .map(key -> Long.valueOf(key.replaceFirst("(?s)^[^:]*:([0-9]+)[.].*", "$1")))
        .distinct()
        .toList();
  }

  @Override
  public void flipABit(long version) {
    byte[] key = keys(":" + version + ".*:e:*").get(0);
    try (Jedis jedis = direct()) {
      byte[] value = jedis.get(key);
      value[12] ^= 4;
      jedis.set(key, value);
    }
  }

  /**
   * Of the entries with their keys and checksums, and of the keys that chunks name. The first bytes
   * of a chunk only tell one attempt at loading it from another; its own name differs from another
   * one's in a bit.
   *
   * @param connection over which they are flipped
   */
  StoredBits bits(Jedis connection, long version) {
    var rows = new ArrayList<StoredBits.Row>();
    for (byte[] name : keys(":" + version + ".*:e:*")) {
      int ofTheStage = new String(name, ISO_8859_1).indexOf(":e:");
      rows.add(row(connection, Arrays.copyOf(name, ofTheStage), name, 0));
    }
    for (byte[] name : keys(":" + version + ".*:k:*")) {
      rows.add(row(connection, name, name, CHUNK_HASH));
    }
    return new StoredBits(rows);
  }

  /**
   * @param fixed the beginning of the name that stays
   * @param start of what flips of the value
   */
  private static StoredBits.Row row(Jedis connection, byte[] fixed, byte[] name, int start) {
    byte[] rest = Arrays.copyOfRange(name, fixed.length, name.length);
    return new StoredBits.Row(
        List.of(rest, connection.getrange(name, start, -1)),
        (before, row) -> {
          byte[] now = joined(fixed, row.get(0));
          if (!Arrays.equals(before, row.get(0))) {
            connection.rename(joined(fixed, before), now);
          }
          connection.setrange(now, start, row.get(1));
        });
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Override
  public void replace(long version, Entry other) {
    String end = ":e:" + new String(other.key(), ISO_8859_1);
    byte[] key =
        keys(":" + version + ".*:e:*").stream()
            .filter(one -> new String(one, ISO_8859_1).endsWith(end))
            .findFirst()
            .orElseThrow();
    String checksum = "%08x ".formatted(Checksum.of(other.key(), other.value()));
    try (Jedis jedis = direct()) {
      jedis.set(key, (checksum + new String(other.value(), ISO_8859_1)).getBytes(ISO_8859_1));
    }
  }

  private byte[] manifest(long version) {
    return keys(":" + version + ".*:manifest").get(0);
  }

  @Override
  public void writeManifest(long version, String text) {
    try (Jedis jedis = direct()) {
      jedis.set(manifest(version), text.getBytes(ISO_8859_1));
    }
  }

  @Override
  public void failAtManifests() {
    try (Jedis jedis = direct()) {
      for (byte[] manifest : keys(":*:manifest")) {
        jedis.del(manifest);
        jedis.lpush(manifest, manifest); // GET refuses a list
      }
    }
  }

  @Override
  public void losePointer() {
    try (Jedis jedis = direct()) {
      jedis.del(store.prefix().orElseThrow() + ":pointer");
    }
  }

  @Override
  public String toString() {
    return "redis";
  }
}
