package org.alsolike.serving.redis;

import java.net.URI;
import org.alsolike.serving.StoreUnavailable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;

/** Connections to a server. */
record Connecting(Server server) {

  private static final int MILLIS_TO_CONNECT = 5_000;
  private static final int MILLIS_TO_GREET = 5_000;
  private static final int MILLIS_TO_ANSWER = 10_000;
  private static final int PORT = 6379;

  /**
   * A new connection.
   *
   * @throws StoreUnavailable when the server cannot be reached
   */
  Jedis connect() {
    try {
      Jedis jedis = new Jedis(address(), settings(MILLIS_TO_GREET));
      jedis.ping();
      jedis.getConnection().setSoTimeout(MILLIS_TO_ANSWER);
      return jedis;
    } catch (JedisException failure) {
      throw new StoreUnavailable(
          "%s cannot be reached: %s".formatted(server.shown(), failure.getMessage()), failure);
    }
  }

  /** Connections that threads take turns with. */
  RedisClient pooled() {
    return RedisClient.builder()
        .hostAndPort(address())
        .clientConfig(settings(MILLIS_TO_ANSWER))
        .build();
  }

  private HostAndPort address() {
    URI uri = URI.create(server.url());
    return new HostAndPort(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
  }

  private JedisClientConfig settings(int millisToAnswer) {
    String path = URI.create(server.url()).getPath();
    var settings =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(MILLIS_TO_CONNECT)
            .socketTimeoutMillis(millisToAnswer)
            .clientName("alsolike")
            .autoNegotiateProtocol(false)
            .database(path.length() > 1 ? Integer.parseInt(path.substring(1)) : 0);
    if (!server.user().isEmpty()) {
      settings.user(server.user());
    }
    if (server.url().startsWith("rediss:")) {
      settings.sslOptions(SslOptions.defaults());
    }
    server.password().value(System.getenv()).ifPresent(settings::password);
    return settings.build();
  }
}
