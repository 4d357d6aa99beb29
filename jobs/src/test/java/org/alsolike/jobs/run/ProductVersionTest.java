package org.alsolike.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One version, that of the pom, wherever it is told. */
class ProductVersionTest {

  private static final Path TOP = Path.of("..");

  @Test
  void isThatOfThePom() throws IOException {
    assertThat(ProductVersion.text()).isEqualTo(versionOfThePom());
  }

  @Test
  void isWhatTheReadmeAndTheStoresPageTellEngineersToAskFor() throws IOException {
    String version = versionOfThePom();

    assertThat(found("<version>([^<]+)</version>", "README.md")).containsOnly(version);
    assertThat(found("alsolike-serving-store:([0-9.]+[0-9])", "docs/serving-store.md"))
        .containsOnly(version);
  }

  /** The first version in the pom of the whole is its own. */
  private static String versionOfThePom() throws IOException {
    return found("<version>([^<]+)</version>", "pom.xml").get(0);
  }

  private static List<String> found(String pattern, String file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(TOP.resolve(file)))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
