package org.alsolike.models.recommend.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What learning takes, found out by a JVM that has no more. */
class GraphFilterMemoryTest {

  private static final int CUSTOMERS = 12_000;
  private static final int ITEMS = 3_000;
  private static final int HELD = 40;
  private static final int THREADS = 2;
  private static final GraphFilterSolver SOLVER =
      new GraphFilterSolver(64, 0.3, 0.5, 0.5, 0.5, 0, 500, 1, 42);

  /** What a JVM holds that does nothing, and what is given: a number and a value of each entry. */
  private static final int BEGINNING_MB = 8 + CUSTOMERS * HELD * 8 / (1 << 20);

  @Test
  void estimatesMoreThanItTakesAndLessThanTwiceAsMuch() throws Exception {
    long bytes = SOLVER.bytes(CUSTOMERS, ITEMS, (long) CUSTOMERS * HELD, THREADS);
    long megabytes = bytes >> 20;

    assertThat(megabytes).isBetween(40L, 80L);
    assertThat(learnsWithin(megabytes)).isTrue();
    assertThat(learnsWithin(megabytes / 2)).isFalse();
  }

  private static boolean learnsWithin(long megabytes) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx%dm".formatted(BEGINNING_MB + megabytes),
            "-Xmn2m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            GraphFilterMemoryTest.class.getName());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(NOWHERE).start();
    return process.waitFor() == 0;
  }

  private static final ProcessBuilder.Redirect NOWHERE = ProcessBuilder.Redirect.DISCARD;

  public static void main(String[] none) {
    Random random = new Random(1);
    int[] starts = IntStream.rangeClosed(0, CUSTOMERS).map(row -> row * HELD).toArray();
    int[] items = new int[CUSTOMERS * HELD];
    for (int at = 0; at < items.length; at++) {
      items[at] = at % HELD * (ITEMS / HELD) + random.nextInt(ITEMS / HELD); // ascending in a row
    }
    var held = new SparseMatrix(ITEMS, starts, items, new float[items.length]);
    SOLVER.solve(held.binary(), THREADS);
  }
}
