package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same input gives the same bytes, wherever the process runs. KilledRunTest says the same of
 * eight cores and a third host.
 */
@ExtendWith(FirstRun.Shared.class)
class DeterminismTest {

  /** Turkish has its own capital i, and Auckland is a day ahead of half the world. */
  @Test
  void servesTheSameBytesWhateverTheHost(FirstRun first, @TempDir Path elsewhere) {
    ShopProject project = SliceOfOnlineRetail.in(elsewhere);

    Ended ended =
        project
            .commandLine()
            .with("-Duser.timezone=Pacific/Auckland", "-Duser.language=tr", "-Duser.country=TR")
            .run("run", "--master", "local[1]");

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(project.served().fingerprint()).isEqualTo(first.project().served().fingerprint());
    assertThat(project.content()).isEqualTo(first.project().content());
    assertThat(project.record().get("metrics").get("eval.first.als.ndcg@10"))
        .isEqualTo(first.project().record().get("metrics").get("eval.first.als.ndcg@10"));
  }
}
