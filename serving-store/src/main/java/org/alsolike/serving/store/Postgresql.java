package org.alsolike.serving.store;

import java.nio.file.Path;
import java.util.Optional;
import org.alsolike.serving.Secret;
import org.alsolike.serving.postgresql.Database;
import org.alsolike.serving.postgresql.PostgresqlSource;
import org.alsolike.serving.postgresql.PostgresqlVersions;
import org.alsolike.serving.publish.VersionStore;
import org.alsolike.serving.reader.VersionSource;

/**
 * PostgreSQL 14 or later. Needs {@value Database#DRIVER} on the class path.
 *
 * @param url such as {@code jdbc:postgresql://db.shop:5432/shop}, without a password
 * @param user the role to connect as
 * @param passwordEnv the environment variable that holds its password
 * @param schema of our tables; {@code alsolike} unless set
 * @param readerRole a role that may read what is served, and nothing else
 */
public record Postgresql(
    String url,
    Optional<String> user,
    Optional<String> passwordEnv,
    Optional<String> schema,
    Optional<String> readerRole)
    implements ServingStore {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int READERS = 8;

  public Postgresql {
    database(url, user, passwordEnv, schema);
    readerRole.ifPresent(role -> Database.requireName("reader_role", role));
  }

  private static Database database(
      String url, Optional<String> user, Optional<String> passwordEnv, Optional<String> schema) {
    return new Database(url, user.orElse(""), Secret.named(passwordEnv), schema.orElse("alsolike"));
  }

  private Database database() {
    return database(url, user, passwordEnv, schema);
  }

  @Override
  public VersionStore versions() {
    return new PostgresqlVersions(database(), readerRole.orElse(""), PATIENCE_MILLIS);
  }

  @Override
  public VersionSource source() {
    return new PostgresqlSource(database(), READERS);
  }

  @Override
  public String shown() {
    return database().toString();
  }

  @Override
  public ServingStore under(Path base) {
    return this;
  }
}
