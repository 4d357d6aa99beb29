package org.alsolike.jobs.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.alsolike.jobs.run.Console.Look;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void putsAStepsTimeAtTheRightAndFurtherLinesBelow() {
    console(Look.PLAIN).step("train", 61.4, List.of("als · popularity", "als: capped 3"));

    String time = "1 min 1 s";
    String head = "  train      als · popularity";
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            head
                + " ".repeat(96 - head.length() - time.length())
                + time
                + "\n             als: capped 3\n");
  }

  @Test
  void clearsTheLiveLineBeforeAResult() {
    Console console = console(Look.TERMINAL);
    console.progress("train");
    console.line("done");

    assertThat(err.toString(UTF_8)).isEqualTo("train ...\r         \r");
    assertThat(out.toString(UTF_8)).isEqualTo("done\n");
  }

  @Test
  void leavesStandardOutputToTheDocument() {
    Console console = console(Look.JSON);
    console.line("for people");
    console.progress("train");
    console.json("{}");

    assertThat(out.toString(UTF_8)).isEqualTo("{}\n");
    assertThat(err.toString(UTF_8)).isEqualTo("train ...\n");
  }

  @Test
  void roundsTimesForPeople() {
    assertThat(Console.duration(0.2)).isEqualTo("0 s");
    assertThat(Console.duration(59.4)).isEqualTo("59 s");
    assertThat(Console.duration(59.6)).isEqualTo("1 min 0 s");
    assertThat(Console.duration(108)).isEqualTo("1 min 48 s");
  }

  private Console console(Look look) {
    return new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), look);
  }
}
