package org.alsolike.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContenderTest {

  private static final String VECTORS = "--add-modules=jdk.incubator.vector";
  private static final List<String> STARTING = List.of("-Xss4m", VECTORS);

  @Test
  void takesTheVectorModuleFromThoseAloneWhoDoWithoutIt() {
    assertThat(Contender.TOPK.jvm().options(STARTING)).containsExactly("-Xss4m", VECTORS);
    assertThat(Contender.TOPK_PLAIN.jvm().options(STARTING)).containsExactly("-Xss4m");
  }

  @Test
  void keepsGarbageFromThePeakOfOurAlsAndSaysSo() {
    assertThat(Contender.ALS.jvm().options(STARTING))
        .containsExactly("-Xss4m", VECTORS, "-XX:MaxNewSize=128m");
    assertThat(Contender.ALS.jvm().peculiar()).isEqualTo(", -XX:MaxNewSize=128m");
    assertThat(Contender.ALS_MLLIB.jvm().peculiar()).isEmpty();
  }
}
