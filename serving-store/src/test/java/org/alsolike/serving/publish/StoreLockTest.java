package org.alsolike.serving.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.alsolike.serving.ChildProcess;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreLocked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {

  @TempDir Path folder;

  @Test
  void tellsASecondProcessWhoHoldsTheStoreAndDiesWithItsHolder() throws Exception {
    var shop = Shop.in(folder);
    Process holder =
        new ChildProcess(folder).start(PublishUntil.class, folder, 1, PublishStep.FETCH, "wait");
    try {
      awaitWaiting(holder.inputReader());

      assertThatThrownBy(() -> shop.publish(2))
          .isInstanceOf(StoreLocked.class)
          .hasMessageMatching(
              "Another publisher holds .*/serving: process %d on host .+, started 2011-12-10T06:30:00Z, step fetch. Try again later."
                  .formatted(holder.pid()));
    } finally {
      holder.destroyForcibly().waitFor();
    }

    assertThat(shop.publish(2).manifest().version()).isEqualTo(1);
  }

  @Test
  void holdsWithinOneProcessToo() {
    var shop = Shop.in(folder);
    try (var lock = StoreLock.acquire(shop.layout(), Shop.CLOCK)) {
      lock.at(PublishStep.COUNT);
      assertThatThrownBy(() -> shop.publish(1))
          .isInstanceOf(StoreLocked.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("step count");
    }

    assertThat(shop.publish(1).manifest().version()).isEqualTo(1);
  }

  private static void awaitWaiting(BufferedReader output) throws IOException {
    assertThat(output.readLine()).isEqualTo("waiting");
  }
}
