package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {

  @Test
  void givesWhatTasksGiveInTheirOrderWhicheverEndsFirst() {
    CountDownLatch lastHasEnded = new CountDownLatch(1);
    Supplier<Integer> first = () -> awaited(lastHasEnded);
    Supplier<Integer> last =
        () -> {
          lastHasEnded.countDown();
          return 2;
        };

    assertThat(Parallel.all(List.of(first, last), 2)).containsExactly(1, 2);
  }

  private static int awaited(CountDownLatch latch) {
    try {
      latch.await();
      return 1;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void runsEachTaskOnceHoweverManyThreadsThereAre() {
    List<Supplier<Integer>> tasks =
        IntStream.range(0, 50).mapToObj(number -> (Supplier<Integer>) () -> number).toList();

    for (int threads : new int[] {1, 3, 64}) {
      assertThat(Parallel.all(tasks, threads)).isEqualTo(IntStream.range(0, 50).boxed().toList());
    }
    assertThat(Parallel.all(List.<Supplier<Integer>>of(), 4)).isEmpty();
  }

  @Test
  void throwsWhatATaskThrew() {
    for (int threads : new int[] {1, 2}) {
      assertThatThrownBy(() -> failing(new IllegalArgumentException("not so"), threads))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not so");
      assertThatThrownBy(() -> failing(new OutOfMemoryError("full"), threads))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("full");
    }
  }

  private static void failing(Throwable thrown, int threads) {
    Parallel.forEach(
        2,
        threads,
        number -> {
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) thrown;
        });
  }
}
