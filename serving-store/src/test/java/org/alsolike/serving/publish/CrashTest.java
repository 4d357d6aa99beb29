package org.alsolike.serving.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.alsolike.serving.ChildProcess;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.Shop;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.reader.WatchingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

  private static final EnumSet<PublishStep> AFTER_THE_SWITCH =
      EnumSet.range(PublishStep.SYNC_SWITCH, PublishStep.DONE);

  @TempDir Path folder;

  @Test
  void leavesTheOldOrTheNewVersionServedWhereverAPublisherDies() throws Exception {
    var shop = Shop.in(folder);
    shop.publish(1);
    int edition = 1;

    try (var watching = new WatchingReader(shop)) {
      for (PublishStep step : PublishStep.values()) {
        long before = served(shop);
        edition++;

        assertThat(dieAt(step, edition)).isEqualTo(PublishUntil.HALTED);

        long expected = AFTER_THE_SWITCH.contains(step) ? before + 1 : before;
        assertThat(served(shop)).as("served after a death at %s", step).isEqualTo(expected);

        var next = shop.publish(++edition);
        assertThat(next.outcome()).isEqualTo(Outcome.PUBLISHED);
        assertThat(next.manifest().version()).isEqualTo(expected + 1);
        assertOnlyWholeVersions(shop);
      }
      assertThat(watching.passes()).isPositive();
    }
  }

  @Test
  void survivesPublishersKilledAtAnyMoment() throws Exception {
    var shop = Shop.in(folder);
    shop.publish(1);
    var random = new SplittableRandom(4711);

    try (var watching = new WatchingReader(shop)) {
      for (int edition = 2; edition <= 5; edition++) {
        var child =
            new ChildProcess(folder)
                .start(PublishUntil.class, folder, edition, PublishStep.DONE, "wait");
        child.waitFor(500 + random.nextInt(1_500), TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();
      }
      shop.publish(6);
      assertOnlyWholeVersions(shop);
      assertThat(watching.passes()).isPositive();
    }
  }

  private int dieAt(PublishStep step, int edition) throws Exception {
    var child = new ChildProcess(folder).start(PublishUntil.class, folder, edition, step, "halt");
    child.getInputStream().transferTo(System.err);
    return child.waitFor();
  }

  private static long served(Shop shop) throws IOException {
    return Pointer.read(shop.layout()).orElseThrow().version();
  }

  private static void assertOnlyWholeVersions(Shop shop) throws IOException {
    assertThat(shop.layout().contents()).hasSameSizeAs(shop.layout().numbers());
    assertThat(shop.layout().numbers()).hasSizeLessThanOrEqualTo(3);
    for (long version : shop.layout().numbers()) {
      assertThat(Files.exists(shop.layout().manifest(version))).isTrue();
    }
  }
}
