package org.alsolike.serving.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.alsolike.serving.OutcomeUnknown;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Fence;
import org.alsolike.serving.publish.PublishStep;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Compare-and-set of the pointer by a script, which the server runs as one. */
final class RedisFence implements Fence {

  /** Compares token and pointer; sets the pointer, and names a version as whole. */
  private static final String SWITCH =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'token' end
      if (redis.call('GET', KEYS[2]) or '') ~= ARGV[2] then return 'pointer' end
      redis.call('SET', KEYS[2], ARGV[3])
      if ARGV[4] ~= '' then redis.call('HSET', KEYS[3], ARGV[4], ARGV[1]) end
      return 'switched'
      """;

  /**
   * Counts the token up. A server that is full would refuse that, but no command after a script's
   * first write: so whoever comes to clean up is let in. Nothing is named by an empty text.
   */
  private static final String TAKE =
      """
      redis.call('SREM', KEYS[3], '')
      return {redis.call('INCR', KEYS[1]), redis.call('GET', KEYS[2])}
      """;

  /** The same, unless a later one was given. */
  private static final String GIVE_UP =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then
        redis.call('SREM', KEYS[2], '')
        redis.call('INCR', KEYS[1])
      end
      """;

  private final Server server;
  private final Jedis jedis;
  private final long token;
  private final byte[] before;
  private String whole = "";

  private RedisFence(Server server, Jedis jedis, long token, byte[] before) {
    this.server = server;
    this.jedis = jedis;
    this.token = token;
    this.before = before;
  }

  /** The next token, and the pointer of the same moment. */
  static RedisFence taken(Server server, Jedis jedis) {
    Keys keys = server.keys();
    List<?> taken =
        (List<?>)
            jedis.eval(
                TAKE.getBytes(UTF_8),
                List.of(keys.token(), keys.pointer(), keys.stages()),
                List.of());
    return new RedisFence(server, jedis, (Long) taken.get(0), orNothing((byte[]) taken.get(1)));
  }

  /** Nothing is loaded or switched under this token any more, also by a task that comes late. */
  void giveUp() {
    Keys keys = server.keys();
    jedis.eval(
        GIVE_UP.getBytes(UTF_8),
        List.of(keys.token(), keys.stages()),
        List.of(Long.toString(token).getBytes(UTF_8)));
  }

  static byte[] orNothing(byte[] value) {
    return value == null ? new byte[0] : value;
  }

  /**
   * @param last the last token given, as it stands in the server
   * @throws StoreUnavailable when it is not this one
   */
  static void requireToken(byte[] last, long token) {
    String found = new String(orNothing(last), UTF_8);
    if (!found.equals(Long.toString(token))) {
      throw new StoreUnavailable(
          "another publisher came between: the fencing token is %s, this publisher's is %d. Nothing was loaded"
              .formatted(found.isEmpty() ? "gone" : found, token));
    }
  }

  @Override
  public long token() {
    return token;
  }

  byte[] before() {
    return before;
  }

  /** The version that becomes whole with the switch. */
  void completing(long version) {
    whole = Long.toString(version);
  }

  @Override
  public void switchTo(Pointer after, Consumer<PublishStep> beginning) {
    byte[] wanted = after.bytes();
    beginning.accept(PublishStep.COMPARE_POINTER);
    beginning.accept(PublishStep.SWITCH);
    String outcome = switched(after, wanted);
    if (!outcome.equals("switched")) {
      throw new StoreUnavailable(
          "another publisher came between: the %s is not as it was at the start. Nothing was switched"
              .formatted(outcome));
    }
    try {
      beginning.accept(PublishStep.READ_POINTER);
      if (jedis.isBroken()) {
        return; // it was settled by another connection, which has read the pointer
      }
      if (!Arrays.equals(wanted, jedis.get(server.keys().pointer()))) {
        throw new StoreUnavailable("the pointer reads otherwise than it was written");
      }
    } catch (RuntimeException failure) {
      throw unknown(after, failure);
    }
  }

  private String switched(Pointer after, byte[] wanted) {
    Keys keys = server.keys();
    try {
      Object answer =
          jedis.eval(
              SWITCH.getBytes(UTF_8),
              List.of(keys.token(), keys.pointer(), keys.versions()),
              List.of(Long.toString(token).getBytes(UTF_8), before, wanted, whole.getBytes(UTF_8)));
      return new String((byte[]) answer, UTF_8);
    } catch (JedisException lost) {
      return settled(after, wanted, lost);
    }
  }

  /**
   * A further token keeps a script that is still on its way from switching; then the pointer says.
   */
  private String settled(Pointer after, byte[] wanted, JedisException lost) {
    byte[] found;
    try (Jedis another = new Connecting(server).connect()) {
      found = taken(server, another).before();
    } catch (JedisException | StoreUnavailable stillGone) {
      throw unknown(after, lost);
    }
    if (Arrays.equals(found, wanted)) {
      return "switched";
    }
    if (Arrays.equals(found, before)) {
      throw new StoreUnavailable(
          "the connection was lost at the switch, and nothing was switched: " + lost.getMessage(),
          lost);
    }
    throw unknown(after, lost);
  }

  private OutcomeUnknown unknown(Pointer after, Exception failure) {
    return new OutcomeUnknown(
        "%s may or may not serve version %d: %s. Nothing was deleted; publish again to settle it."
            .formatted(server.shown(), after.version(), failure.getMessage()),
        failure);
  }
}
