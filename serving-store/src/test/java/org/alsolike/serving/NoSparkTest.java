package org.alsolike.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** This jar is what engineers put into their service, so it must bring next to nothing along. */
class NoSparkTest {

  @Test
  void asksForTwoJars() throws Exception {
    var pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
    var artifacts = new TreeSet<String>();
    var dependencies = pom.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      var dependency = (Element) dependencies.item(i);
      boolean optional = dependency.getElementsByTagName("optional").getLength() > 0;
      boolean scoped = dependency.getElementsByTagName("scope").getLength() > 0;
      if (optional || scoped) {
        continue; // who wants it names it, and tests are not handed on
      }
      artifacts.add(dependency.getElementsByTagName("artifactId").item(0).getTextContent());
    }

    assertThat(artifacts).containsExactly("jackson-core", "rocksdbjni");
  }

  @Test
  void resolvesToNoJarOfSparkHadoopOrScala() {
    List<String> jars =
        Stream.of(ChildProcess.CLASS_PATH.split(File.pathSeparator))
            .map(path -> Path.of(path).getFileName().toString())
            .toList();

    assertThat(jars).anyMatch(jar -> jar.startsWith("rocksdbjni-"));
    assertThat(jars).noneMatch(jar -> jar.matches(".*(spark|hadoop|scala|log4j|netty).*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.spark.sql.SparkSession",
        "org.apache.hadoop.conf.Configuration",
        "scala.Option",
        "com.fasterxml.jackson.databind.ObjectMapper"
      })
  void findsNoSuchClass(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }
}
