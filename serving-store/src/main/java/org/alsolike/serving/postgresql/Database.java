package org.alsolike.serving.postgresql;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.alsolike.serving.Secret;
import org.alsolike.serving.StoreUnavailable;

/**
 * A database and the schema in it that belongs to AlsoLike. It travels to tasks; the password is
 * looked up where a connection is made.
 *
 * @param url such as {@code jdbc:postgresql://db.shop:5432/shop}, without a password
 * @param user the role to connect as; empty: the driver's default
 * @param schema of our tables
 */
public record Database(String url, String user, Secret password, String schema)
    implements Serializable {

  /** What a service adds to its class path. */
  public static final String DRIVER = "org.postgresql:postgresql:42.7.14";

  private static final String URL = "jdbc:postgresql:";
  private static final int SECONDS_TO_CONNECT = 5;

  public Database {
    if (!url.startsWith(URL)) {
      throw new IllegalArgumentException(
          "url must begin with %s, such as jdbc:postgresql://db.shop:5432/shop".formatted(URL));
    }
    if (url.toLowerCase(Locale.ROOT).matches(".*([?&][a-z]*password=|//[^/]*@).*")) {
      throw new IllegalArgumentException(
          "url must not hold a password; name the environment variable that does: password_env");
    }
    requireName("schema", schema);
  }

  /** The tables of the schema. */
  Tables tables() {
    return new Tables(schema);
  }

  /**
   * A name that may stand in a statement: lower-case letters, digits and underscores.
   *
   * @throws IllegalArgumentException naming the key
   */
  public static void requireName(String key, String name) {
    if (!name.matches("[a-z_][a-z0-9_]{0,39}") || name.startsWith("pg_")) {
      throw new IllegalArgumentException(
          "%s must be up to 40 lower-case letters, digits and _, not beginning with a digit or pg_, but is \"%s\""
              .formatted(key, name));
    }
  }

  /**
   * A new connection.
   *
   * @param purpose is shown to the database's administrators
   * @param silence after which it is lost
   * @throws StoreUnavailable when the driver is missing or the database cannot be reached
   */
  Connection connect(String purpose, Silence silence) {
    try {
      Class.forName("org.postgresql.Driver");
      return DriverManager.getConnection(url, properties(purpose, silence));
    } catch (ClassNotFoundException | NoClassDefFoundError missing) {
      throw new StoreUnavailable(
          "The driver of PostgreSQL is not on the class path; add %s".formatted(DRIVER), missing);
    } catch (SQLException failure) {
      throw new StoreUnavailable(
          "%s cannot be reached: %s".formatted(shown(), failure.getMessage()), failure);
    }
  }

  private Properties properties(String purpose, Silence silence) {
    var properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    password.value(System.getenv()).ifPresent(secret -> properties.setProperty("password", secret));
    properties.setProperty("ApplicationName", "alsolike " + purpose);
    properties.setProperty("connectTimeout", Integer.toString(SECONDS_TO_CONNECT));
    properties.setProperty("loginTimeout", Integer.toString(SECONDS_TO_CONNECT));
    properties.setProperty("socketTimeout", silence.seconds());
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /** The address for people. */
  String shown() {
    return "%s, schema %s".formatted(url.replaceFirst("[?].*", ""), schema);
  }

  @Override
  public String toString() {
    return "%s, user %s, password %s".formatted(shown(), user, password);
  }
}
