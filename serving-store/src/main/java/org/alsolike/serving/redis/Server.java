package org.alsolike.serving.redis;

import java.io.Serializable;
import org.alsolike.serving.Secret;
import org.alsolike.serving.StoreUnavailable;

/**
 * A Redis server and the prefix of the keys in it that belong to AlsoLike. It travels to tasks; the
 * password is looked up where a connection is made. It names nothing of Jedis, so that a missing
 * Jedis can be told.
 *
 * @param url such as {@code redis://cache.shop:6379/0}, or {@code rediss:} for TLS, without a
 *     password
 * @param user to connect as; empty: the default user
 * @param prefix of our keys
 */
public record Server(String url, String user, Secret password, String prefix)
    implements Serializable {

  /** What a service adds to its class path. */
  public static final String DRIVER = "redis.clients:jedis:8.0.2";

  public Server {
    if (url.contains("@") || url.contains("?")) {
      throw new IllegalArgumentException(
          "url must hold neither user nor password; name the environment variable that does:"
              + " password_env");
    }
    if (!url.matches("rediss?://[A-Za-z0-9.\\[\\]:_-]+(/[0-9]{1,4})?")) {
      throw new IllegalArgumentException(
          "url must be such as redis://cache.shop:6379/0, or rediss: for TLS, but is " + url);
    }
    if (!prefix.matches("[a-z][a-z0-9_-]{0,39}")) {
      throw new IllegalArgumentException(
          "prefix must be up to 40 lower-case letters, digits, - and _, beginning with a letter, but is \"%s\""
              .formatted(prefix));
    }
  }

  /** The keys of ours. */
  Keys keys() {
    return new Keys(prefix);
  }

  /**
   * @throws StoreUnavailable when Jedis is not on the class path
   */
  public void requireDriver() {
    try {
      Class.forName("redis.clients.jedis.Jedis");
    } catch (ClassNotFoundException | NoClassDefFoundError missing) {
      throw new StoreUnavailable(
          "The driver of Redis is not on the class path; add " + DRIVER, missing);
    }
  }

  /** The address for people. */
  String shown() {
    return "%s, keys %s:*".formatted(url, prefix);
  }

  @Override
  public String toString() {
    return "%s, user %s, password %s"
        .formatted(shown(), user.isEmpty() ? "default" : user, password);
  }
}
