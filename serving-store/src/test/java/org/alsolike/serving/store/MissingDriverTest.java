package org.alsolike.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.serving.ChildProcess;
import org.alsolike.serving.postgresql.Database;
import org.alsolike.serving.redis.Server;
import org.junit.jupiter.api.Test;

/** A service takes the driver of the store that it reads; a missing one is named. */
class MissingDriverTest {

  @Test
  void namesTheDriverOfPostgresqlWithItsCoordinates() throws Exception {
    try (var without = classPathWithout("postgresql-")) {
      Object store =
          without
              .loadClass(Postgresql.class.getName())
              .getConstructors()[0]
              .newInstance(
                  "jdbc:postgresql://localhost:1/shop",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty());

      assertNames(
          store, "The driver of PostgreSQL is not on the class path; add " + Database.DRIVER);
    }
  }

  @Test
  void namesTheDriverOfRedisWithItsCoordinates() throws Exception {
    try (var without = classPathWithout("jedis-")) {
      Object store =
          without
              .loadClass(Redis.class.getName())
              .getConstructors()[0]
              .newInstance(
                  "redis://localhost:1/0", Optional.empty(), Optional.empty(), Optional.empty());

      assertNames(store, "The driver of Redis is not on the class path; add " + Server.DRIVER);
    }
  }

  @Test
  void theCoordinatesAreThoseThatAreTested() throws Exception {
    String pom = Files.readString(Path.of("../pom.xml"));

    assertThat(pom)
        .contains("<postgresql.version>" + Database.DRIVER.replaceFirst(".*:", "") + "<")
        .contains("<jedis.version>" + Server.DRIVER.replaceFirst(".*:", "") + "<");
  }

  private static void assertNames(Object store, String message) {
    assertThatThrownBy(() -> store.getClass().getMethod("reader").invoke(store))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .hasMessage(message);
  }

  private static URLClassLoader classPathWithout(String jar) {
    URL[] urls =
        Stream.of(ChildProcess.CLASS_PATH.split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> !path.getFileName().toString().startsWith(jar))
            .map(MissingDriverTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException never) {
      throw new IllegalStateException(never);
    }
  }
}
