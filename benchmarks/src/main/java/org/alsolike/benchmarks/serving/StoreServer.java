package org.alsolike.benchmarks.serving;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.alsolike.benchmarks.serving.StoreAddress.Kind;
import redis.embedded.RedisServer;

/** A real store of its own for one benchmark; a server is stopped, with all that is in it. */
record StoreServer(StoreAddress address, Stopping stopping) implements AutoCloseable {

  @FunctionalInterface
  private interface Stopping {
    void stop() throws IOException;
  }

  /**
   * @param folder of a store that needs no server; whoever made it removes it
   */
  static StoreServer start(Kind kind, Path folder) throws IOException {
    return switch (kind) {
      case ROCKSDB ->
          new StoreServer(new StoreAddress(kind, folder.resolve("serving").toString()), () -> {});
      case POSTGRESQL -> postgresql();
      case REDIS -> redis();
    };
  }

  /** As it comes, but for connections: durable, with the buffers of a small server. */
  private static StoreServer postgresql() throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "40").start();
    String url = "jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort());
    return new StoreServer(new StoreAddress(Kind.POSTGRESQL, url), server::close);
  }

  private static StoreServer redis() throws IOException {
    int port = freePort();
    RedisServer server =
        RedisServer.newRedisServer()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("save \"\"")
            .setting("maxmemory-policy noeviction")
            .build();
    server.start();
    return new StoreServer(
        new StoreAddress(Kind.REDIS, "redis://127.0.0.1:%d/0".formatted(port)), server::stop);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    stopping.stop();
  }
}
