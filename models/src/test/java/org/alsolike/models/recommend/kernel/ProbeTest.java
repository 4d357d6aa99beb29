package org.alsolike.models.recommend.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("c2")
class ProbeTest {

  @Test
  void fallsBackToPlainJavaWhereTheModuleIsAbsentAndSaysSo() throws Exception {
    assertThat(descriptionInAnotherJvm("-XX:TieredStopAtLevel=1"))
        .isEqualTo("plain Java, as the JVM runs without --add-modules=jdk.incubator.vector\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-Xint"})
  void fallsBackToPlainJavaWithoutC2(String option) throws Exception {
    assertThat(descriptionInAnotherJvm(option, "--add-modules=jdk.incubator.vector"))
        .endsWith("plain Java, as the JVM runs without C2\n");
  }

  @Test
  void isNotPlainJavaAsThisTestIsRun() {
    assertThat(TopKKernel.fastest()).isInstanceOf(VectorKernel.class);
  }

  @Test
  void trustsTilesThatGiveTheBitsOfPlainJavaAlone() {
    assertThat(Probe.trusted(new Tile512(), "good")).isInstanceOf(VectorKernel.class);
    assertThat(Probe.trusted(new Tile256(), "good")).isInstanceOf(VectorKernel.class);

    TopKKernel kernel = Probe.trusted(new OffByOneBit(), "registers of a strange machine");

    assertThat(kernel).isInstanceOf(PlainKernel.class);
    assertThat(kernel.description())
        .isEqualTo("plain Java, as registers of a strange machine give other bits");
  }

  private record OffByOneBit() implements VectorTile {
    @Override
    public void multiply(
        float[] customers, int customer, int rank, float[] panel, int item, float[] scores) {
      new Tile512().multiply(customers, customer, rank, panel, item, scores);
      scores[383] = Math.nextUp(scores[383]);
    }

    @Override
    public long above(float threshold, float[] scores, int at) {
      return -1;
    }
  }

  private static String descriptionInAnotherJvm(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fastest.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.replace(System.lineSeparator(), "\n");
  }

  /** Says which kernel it found. */
  static final class Fastest {
    public static void main(String[] arguments) {
      System.out.println(TopKKernel.fastest().description());
    }
  }
}
