package org.alsolike.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of AlsoLike, as the build wrote it. */
public final class ProductVersion {

  private static final String FILE = "/alsolike-version.properties";

  private ProductVersion() {}

  /** Such as 0.1.0. */
  public static String text() {
    Properties built = new Properties();
    try (InputStream in = ProductVersion.class.getResourceAsStream(FILE)) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return built.getProperty("version");
  }
}
