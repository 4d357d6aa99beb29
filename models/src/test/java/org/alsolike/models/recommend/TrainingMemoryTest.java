package org.alsolike.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.alsolike.models.recommend.inprocess.Parallel;
import org.junit.jupiter.api.Test;

class TrainingMemoryTest {

  private static final MemoryNeed NEED =
      MemoryNeed.of("ease", 1240, 25_000, 3_000_000).within(12_288);

  @Test
  void isHalfOfTheHeap() {
    assertThat(TrainingMemory.megabytesOfThisJvm())
        .isEqualTo((int) (Runtime.getRuntime().maxMemory() / 2 >> 20));
    assertThat(TrainingMemory.ofHeap(2480).during(NEED, () -> "trained")).isEqualTo("trained");
  }

  @Test
  void refusesWhatTheHeapIsTooSmallForAndSaysHowToGoOn() {
    TrainingMemory small = TrainingMemory.ofHeap(1815);

    assertThatThrownBy(() -> small.during(NEED, () -> "trained"))
        .isInstanceOf(MemoryRefused.class)
        .hasMessage(
            "ease: needs 1240 MiB for 25,000 items and 3,000,000 pairs, and memory_limit_mb is 12288,"
                + " but trainings may take 907 MiB, half of the JVM's heap;"
                + " set ALSOLIKE_JAVA_OPTIONS=-Xmx3g");
    assertThatThrownBy(() -> small.during(NEED.orElse("MLlib solves"), () -> "trained"))
        .hasMessageEndingWith("=-Xmx3g, or set memory_limit_mb to 907: MLlib solves then");
  }

  @Test
  void letsTrainingsWaitForEachOther() {
    TrainingMemory memory = TrainingMemory.ofHeap(200);
    MemoryNeed need = MemoryNeed.of("als", 40, 7, 7);
    AtomicLong now = new AtomicLong();
    Supplier<Long> training =
        () ->
            memory.during(
                need,
                () -> {
                  long together = now.addAndGet(need.megabytes());
                  pause();
                  now.addAndGet(-need.megabytes());
                  return together;
                });

    List<Long> together = Parallel.all(IntStream.range(0, 8).mapToObj(i -> training).toList(), 4);

    assertThat(together).allMatch(megabytes -> megabytes <= 100).contains(80L);
  }

  @Test
  void isFreeAgainAfterATrainingFailed() {
    TrainingMemory memory = TrainingMemory.ofHeap(200);
    MemoryNeed all = MemoryNeed.of("als", 100, 7, 7);
    Supplier<String> failing =
        () -> {
          throw new IllegalStateException("no");
        };

    assertThatThrownBy(() -> memory.during(all, failing)).hasMessage("no");
    assertThat(memory.during(all, () -> "trained")).isEqualTo("trained");
  }

  @Test
  void isWhatTheDefaultsFitIntoWithTheHeapOfTheLauncher() {
    // -Xmx2g with the launcher's options is a heap of 1815 MiB
    assertThat(List.of(Ease.defaults().memoryLimitMb(), Als.defaults().memoryLimitMb()))
        .allMatch(limit -> limit <= 1815 / 2);
    var blend = Blend.defaults().withMemory(5000);
    assertThat(((Ease) blend.models().get(0)).memoryLimitMb()).isEqualTo(5000);
    assertThat(blend.models().get(1)).isEqualTo(GraphFilter.defaults());
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
