package org.alsolike.jobs.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.alsolike.serving.OutcomeUnknown;
import org.alsolike.serving.PublishRefused;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.StoreUnavailable;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class StagesTest {

  @Test
  void exportsStaySealedOnlyWhereTheirVersionMayBeServed() {
    Map<Throwable, Boolean> sealedAfter =
        Map.of(
            new PublishRefused("older"), false,
            new StoreLocked("held"), false,
            new StoreUnavailable("gone"), false,
            new SparkException("a task failed"), false,
            new OutOfMemoryError("heap"), false,
            new OutcomeUnknown("lost", new IllegalStateException()), true);

    sealedAfter.forEach(
        (failure, stays) -> {
          var isSealed = new AtomicBoolean(true);
          assertThatThrownBy(() -> Stages.orUnsealed(() -> isSealed.set(false), failing(failure)))
              .isSameAs(failure);
          assertThat(isSealed.get()).as("%s", failure).isEqualTo(stays);
        });

    var isSealed = new AtomicBoolean(true);
    assertThat(Stages.orUnsealed(() -> isSealed.set(false), () -> "version 2"))
        .isEqualTo("version 2");
    assertThat(isSealed).isTrue();
  }

  static <T> Supplier<T> failing(Throwable failure) {
    return () -> {
      throw StagesTest.<RuntimeException>undeclared(failure);
    };
  }

  /** As Scala throws what Java calls checked. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E undeclared(Throwable failure) throws E {
    throw (E) failure;
  }
}
