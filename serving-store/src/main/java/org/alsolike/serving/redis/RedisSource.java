package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.reader.VersionContent;
import org.alsolike.serving.reader.VersionSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** The reader's side of Redis. Needs no right but to read. */
public final class RedisSource implements VersionSource {

  private final Server server;
  private final Keys keys;
  private final RedisClient client;

  public RedisSource(Server server) {
    this.server = server;
    this.keys = server.keys();
    this.client = new Connecting(server).pooled();
  }

  @Override
  public String name() {
    return server.shown();
  }

  @Override
  public String pointerName() {
    return "The key %s of %s".formatted(new String(keys.pointer(), UTF_8), server.url());
  }

  @Override
  public byte[] pointer() {
    byte[] pointer = asked(redis -> redis.get(keys.pointer()));
    if (pointer == null) {
      throw new StoreUnavailable(
          "%s serves nothing. Publish a version first (`alsolike run`).".formatted(name()));
    }
    return pointer;
  }

  @Override
  public VersionContent open(long version) {
    String place = "The manifest of version %d in %s".formatted(version, name());
    byte[] token =
        asked(redis -> redis.hget(keys.versions(), Long.toString(version).getBytes(UTF_8)));
    if (token == null) {
      throw new StoreUnavailable(place + " is missing");
    }
    Keys.Stage stage = keys.stage(version, Long.parseLong(new String(token, UTF_8)));
    byte[] manifest = asked(redis -> redis.get(stage.manifest()));
    if (manifest == null) {
      throw new StoreUnavailable(place + " is missing");
    }
    var entries = new StageEntries(stored -> asked(redis -> redis.mget(stored)), stage, name());
    return new RedisContent(ManifestFile.parse(manifest, place), entries);
  }

  /** A broken connection is replaced, once per question. */
  private <T> T asked(Function<RedisClient, T> question) {
    try {
      try {
        return question.apply(client);
      } catch (JedisConnectionException broken) {
        return question.apply(client);
      }
    } catch (JedisException failure) {
      throw new StoreUnavailable(
          "%s cannot be read: %s".formatted(name(), failure.getMessage()), failure);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private record RedisContent(Manifest manifest, StageEntries entries) implements VersionContent {

    @Override
    public Optional<byte[]> value(byte[] key) {
      return entries.value(key);
    }

    @Override
    public void forEach(byte[] prefix, EntryVisitor visitor) {
      entries.forEach(
          entries.receipts(),
          (key, value) -> {
            if (startsWith(key, prefix)) {
              visitor.entry(key, value);
            }
          });
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
      return key.length >= prefix.length
          && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public void close() {
      // The connections belong to the source.
    }
  }
}
