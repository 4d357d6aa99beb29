package org.alsolike.jobs.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PeakMemoryTest {

  private static final Path PROC = Path.of("/proc");
  private static final Duration NO_CHILDREN = Duration.ofDays(365);
  private static final int PAGE = 4096;

  /** Holds memory until its standard input ends. */
  static final class Holder {
    public static void main(String[] megabytes) throws IOException {
      ByteBuffer held = touched(Integer.parseInt(megabytes[0]));
      System.out.println("holds " + held.capacity());
      while (System.in.read() >= 0) {}
      System.out.println(held.get(0));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void countsNativeMemory() {
    try (PeakMemory memory = new PeakMemory(ProcessHandle.current(), PROC, NO_CHILDREN)) {
      long before = memory.peakMegabytes();

      ByteBuffer buffer = touched(200);

      assertThat(memory.peakMegabytes() - before).isGreaterThanOrEqualTo(190);
      assertThat(buffer.capacity()).as("still held").isEqualTo(200 << 20);
      assertThat(memory.measured()).isEqualTo("resident size of the process tree");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void countsWhatChildrenHoldOnceTheyHaveSettled() throws Exception {
    Process parent = parentOfAHolder(150);
    try (PeakMemory tree = new PeakMemory(parent.toHandle(), PROC, Duration.ZERO);
        PeakMemory young = new PeakMemory(parent.toHandle(), PROC, NO_CHILDREN)) {
      assertThat(tree.peakMegabytes()).isBetween(150L, 400L);
      assertThat(young.peakMegabytes()).as("without children").isLessThan(50);
    } finally {
      parent.getOutputStream().close();
      assertThat(parent.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void measuresTheHeapAndSaysSoWhereTheSystemTellsNothing(@TempDir Path empty) {
    try (PeakMemory memory = new PeakMemory(ProcessHandle.current(), empty, NO_CHILDREN)) {
      assertThat(memory.peakMegabytes()).isPositive();
      assertThat(memory.measured())
          .isEqualTo("heap in use of this process alone: the system has no " + empty);
    }
  }

  /** A shell whose child is a JVM that holds memory. */
  private static Process parentOfAHolder(int megabytes) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String script =
        "\"$0\" -Xmx32m -XX:MaxDirectMemorySize=1g -XX:+UseSerialGC -cp \"$1\" \"$2\" $3; :";
    Process shell =
        new ProcessBuilder(
                List.of("sh", "-c", script, java, classes, Holder.class.getName(), "" + megabytes))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8));
    assertThat(out.readLine()).isEqualTo("holds " + (megabytes << 20));
    return shell;
  }

  /** Memory outside of the heap, each page of which was written to. */
  private static ByteBuffer touched(int megabytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(megabytes << 20);
    for (int at = 0; at < buffer.capacity(); at += PAGE) {
      buffer.put(at, (byte) 1);
    }
    return buffer;
  }
}
