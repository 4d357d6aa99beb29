package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.alsolike.serving.ContentTally;
import org.alsolike.serving.DamagedManifest;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.ManifestFile;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Fence;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.PublisherLock;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.ReleaseSize;
import org.alsolike.serving.publish.Stager;
import org.alsolike.serving.publish.Staging;
import org.alsolike.serving.publish.VersionStore;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The writer's side of Redis, over one connection. Redis has no lock that dies with its holder: of
 * two publishers the younger wins, and the older one is told at its next step.
 */
public final class RedisVersions implements VersionStore {

  /** Entries that can be read in about a second. */
  private static final long A_SECOND_OF_ENTRIES = 100_000;

  private static final String MEMORY = "memory";

  private final Server server;
  private final Keys keys;
  private final Jedis jedis;
  private byte[] pointerRead = new byte[0];

  public RedisVersions(Server server) {
    this.server = server;
    this.keys = server.keys();
    this.jedis = new Connecting(server).connect();
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
  public PublisherLock lock(Clock clock) {
    return new FenceAlone();
  }

  /** The fencing token is all that orders publishers here. */
  private record FenceAlone() implements PublisherLock {

    @Override
    public void at(PublishStep step) {
      // There is nobody to tell.
    }

    @Override
    public void close() {
      // There is nothing to give back.
    }
  }

  @Override
  public boolean begun() {
    return trying(() -> jedis.exists(keys.token(), keys.versions(), keys.stages()) > 0);
  }

  @Override
  public Optional<Pointer> pointer() {
    return trying(
        () -> {
          pointerRead = RedisFence.orNothing(jedis.get(keys.pointer()));
          return pointerRead.length == 0
              ? Optional.empty()
              : Optional.of(Pointer.parse(pointerRead, pointerName()));
        });
  }

  @Override
  public List<Long> numbers() {
    return trying(
        () ->
            jedis.hkeys(keys.versions()).stream()
                .map(number -> Long.valueOf(new String(number, UTF_8)))
                .sorted()
                .toList());
  }

  @Override
  public Manifest manifest(long version) {
    String place = "The manifest of version %d in %s".formatted(version, name());
    return trying(
        () ->
            Optional.ofNullable(jedis.get(stage(version).manifest()))
                .map(text -> ManifestFile.parse(text, place))
                .orElseThrow(() -> new DamagedManifest(place + " is missing")));
  }

  private Keys.Stage stage(long version) {
    byte[] token = jedis.hget(keys.versions(), Long.toString(version).getBytes(UTF_8));
    return keys.stage(version, Long.parseLong(new String(orZero(token), UTF_8)));
  }

  private static byte[] orZero(byte[] number) {
    return number == null ? new byte[] {'0'} : number;
  }

  @Override
  public void check(Manifest manifest, Depth depth) {
    boolean whole = depth == Depth.WHOLE || manifest.whole().entries() <= A_SECOND_OF_ENTRIES;
    trying(
        () -> {
          var entries = new StageEntries(jedis::mget, stage(manifest.version()), name());
          List<Receipt> receipts = entries.receipts();
          if (whole) {
            var content = new ContentTally();
            entries.forEach(receipts, content::add);
            content.requireEqual(manifest.parts());
          } else {
            entries.forEach(receipts.subList(0, 1), EntryVisitor.NOBODY);
          }
          return manifest;
        });
  }

  @Override
  public Fence fence(Optional<Pointer> before) {
    return fence();
  }

  private RedisFence fence() {
    return trying(
        () -> {
          RedisFence fence = RedisFence.taken(server, jedis);
          if (!Arrays.equals(fence.before(), pointerRead)) {
            throw new StoreUnavailable("another publisher came between. Nothing was switched");
          }
          return fence;
        });
  }

  @Override
  public Stager stager(
      Staging staging, Optional<ReleaseSize> size, Consumer<PublishStep> beginning) {
    return trying(
        () -> {
          Optional<Pointer> before = pointer();
          Room.of(jedis.info(MEMORY)).requireNoEviction(name());
          beginning.accept(PublishStep.TOKEN);
          RedisFence fence = fence();
          beginning.accept(PublishStep.CLEAN);
          removeLeftovers(before, fence.token());
          requireRoom(size, before);
          long version = before.map(Pointer::highest).orElse(0L) + 1;
          var staged = new RedisStaged(server, jedis, version, fence);
          staged.begin();
          return new RedisStager(server, staged, before);
        });
  }

  /**
   * Asked once leftovers are gone, which take room too. Where the size is not known, the new
   * version is taken to be as large as the served one.
   */
  private void requireRoom(Optional<ReleaseSize> size, Optional<Pointer> before) {
    long bytes =
        size.map(Room::bytes)
            .orElseGet(() -> before.map(pointer -> bytes(pointer.version())).orElse(0L));
    Room.of(jedis.info(MEMORY)).requireFor(bytes, name());
  }

  /** What a version takes; 0 where its manifest is damaged, because publishing anew must go on. */
  private long bytes(long version) {
    try {
      return manifest(version).files().values().stream().mapToLong(Long::longValue).sum();
    } catch (DamagedManifest damaged) {
      return 0;
    }
  }

  private Removal removal() {
    return new Removal(jedis, keys, name());
  }

  @Override
  public void remove(long version) throws IOException {
    try {
      removal().remove(version);
    } catch (JedisException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public List<String> removeLeftovers(Optional<Pointer> pointer, long token) {
    return trying(() -> removal().removeLeftovers(token));
  }

  @Override
  public void close() {
    jedis.close();
  }

  private <T> T trying(Supplier<T> work) {
    try {
      return work.get();
    } catch (JedisException failure) {
      throw new StoreUnavailable("%s: %s".formatted(name(), failure.getMessage()), failure);
    }
  }
}
