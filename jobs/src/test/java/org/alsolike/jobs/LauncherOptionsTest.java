package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The launcher and the tests open the modules that this version of Spark asks for. */
class LauncherOptionsTest {

  private static final List<String> SPARKS_OWN = CommandLineProcess.moduleOptions();

  @Test
  void theLauncherPassesWhatSparkAsksFor() {
    String options = found("(?s)\\noptions=\\(\\n(.*?)\\n\\)", Path.of("..", "alsolike"));

    assertThat(words(options))
        .filteredOn(option -> !option.equals("-Dfile.encoding=UTF-8"))
        .isEqualTo(SPARKS_OWN);
  }

  @Test
  void testsRunAsTheLauncherDoes() {
    String options = found("<test.jvm.options>(.*)</test.jvm.options>", Path.of("..", "pom.xml"));

    assertThat(words(options)).isEqualTo(SPARKS_OWN);
  }

  @Test
  void theVectorModuleOfOurKernelsIsAmongThem() {
    assertThat(SPARKS_OWN).contains("--add-modules=jdk.incubator.vector");
  }

  private static String found(String pattern, Path file) {
    Matcher matcher = Pattern.compile(pattern).matcher(ShopProject.text(file));
    assertThat(matcher.find()).as("%s in %s", pattern, file).isTrue();
    return matcher.group(1);
  }

  private static List<String> words(String options) {
    return Arrays.stream(options.strip().split("\\s+")).toList();
  }
}
