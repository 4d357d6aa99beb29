package org.alsolike.serving.store;

import java.nio.file.Path;
import java.util.Optional;
import org.alsolike.serving.Secret;
import org.alsolike.serving.publish.VersionStore;
import org.alsolike.serving.reader.VersionSource;
import org.alsolike.serving.redis.RedisSource;
import org.alsolike.serving.redis.RedisVersions;
import org.alsolike.serving.redis.Server;

/**
 * One Redis 6.2 or later, which must not evict. Needs {@value Server#DRIVER} on the class path.
 *
 * @param url such as {@code redis://cache.shop:6379/0}, or {@code rediss:} for TLS
 * @param user to connect as
 * @param passwordEnv the environment variable that holds the password
 * @param prefix of our keys; {@code alsolike} unless set
 */
public record Redis(
    String url, Optional<String> user, Optional<String> passwordEnv, Optional<String> prefix)
    implements ServingStore {

  public Redis {
    server(url, user, passwordEnv, prefix);
  }

  private static Server server(
      String url, Optional<String> user, Optional<String> passwordEnv, Optional<String> prefix) {
    return new Server(url, user.orElse(""), Secret.named(passwordEnv), prefix.orElse("alsolike"));
  }

  private Server server() {
    return server(url, user, passwordEnv, prefix);
  }

  /** Asked before any class is loaded that cannot do without. */
  private Server withDriver() {
    Server server = server();
    server.requireDriver();
    return server;
  }

  @Override
  public VersionStore versions() {
    Server server = withDriver();
    return new RedisVersions(server);
  }

  @Override
  public VersionSource source() {
    Server server = withDriver();
    return new RedisSource(server);
  }

  @Override
  public boolean needsRoom() {
    return true;
  }

  @Override
  public String shown() {
    return server().toString();
  }

  @Override
  public ServingStore under(Path base) {
    return this;
  }
}
