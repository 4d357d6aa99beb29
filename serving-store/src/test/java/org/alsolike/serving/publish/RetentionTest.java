package org.alsolike.serving.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.serving.Pointer;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOON = Instant.parse("2011-12-10T12:00:00Z");
  private static final List<Long> FIVE = List.of(1L, 2L, 3L, 4L, 5L);

  @Test
  void keepsTheServedVersionAndTheNewestOthers() {
    assertThat(Retention.defaults().beyond(FIVE, serving(5), NOON)).containsExactly(1L, 2L);
    assertThat(Retention.defaults().beyond(FIVE, serving(1), NOON)).containsExactly(2L, 3L);
    assertThat(Retention.defaults().beyond(List.of(4L, 5L), serving(5), NOON)).isEmpty();
  }

  @Test
  void waitsForTheGraceOfReadersThatAreAboutToOpen() {
    var retention = new Retention(1, Duration.ofMinutes(1));

    assertThat(retention.beyond(FIVE, serving(5), NOON.plusSeconds(59))).doesNotContain(4L);
    assertThat(retention.beyond(FIVE, serving(5), NOON.plusSeconds(60))).contains(4L);
  }

  /** By the clock, version 4 will be served until an hour from now. */
  @Test
  void waitsForNobodyWithoutGraceThoughTheClockWasSetBack() {
    Instant before = NOON.minusSeconds(3_600);

    assertThat(new Retention(1, Duration.ZERO).beyond(FIVE, serving(5), before))
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(new Retention(1, Duration.ofMinutes(1)).beyond(FIVE, serving(5), before))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> new Retention(0, Duration.ZERO))
        .hasMessage("keep must be at least 1, but is 0");
    assertThatThrownBy(() -> new Retention(1, Duration.ofSeconds(-1)))
        .hasMessage("grace must be 0 or longer, but is PT-1S");
  }

  /** Version 4 was served until noon, the others long ago. */
  private static Pointer serving(long version) {
    return new Pointer(version, 5, 9, NOON, new TreeMap<>(Map.of(4L, NOON)), Map.of());
  }
}
