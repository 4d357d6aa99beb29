package org.alsolike.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  private static final Clock MORNING =
      Clock.fixed(Instant.parse("2026-07-01T08:14:59Z"), ZoneOffset.UTC);
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @TempDir private Path folder;

  @Test
  void refusesASecondRunAndNamesTheFirst() throws IOException {
    Path file = folder.resolve("workspace/lock");
    try (RunLock lock = RunLock.take(file, MORNING, LONDON)) {
      lock.step("train");

      assertThatThrownBy(() -> RunLock.take(file, MORNING, LONDON))
          .isInstanceOf(Stopped.class)
          .hasMessage(
              "Another run holds the lock: process %d, started 09:14, step train."
                      .formatted(ProcessHandle.current().pid())
                  + " Try again later (exit 75).")
          .extracting(failure -> ((Stopped) failure).code())
          .isEqualTo(ExitCode.LOCKED);
    }
  }

  /** Such as that of {@code status}, which has the lock for a moment to see whether it is free. */
  @Test
  void waitsForWhoeverHasItForAMoment() throws Exception {
    Path file = Files.createFile(folder.resolve("lock"));
    FileChannel asking = FileChannel.open(file, StandardOpenOption.WRITE);
    FileLock held = asking.lock();
    CompletableFuture<Void> asked =
        CompletableFuture.runAsync(
            () -> {
              try {
                held.release();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));

    RunLock.take(file, MORNING, LONDON).close();

    asked.get();
    asking.close();
  }

  @Test
  void namesNobodyWhereTheHolderHasLeftNoNote() throws IOException {
    Path file = folder.resolve("lock");
    try (RunLock lock = RunLock.take(file, MORNING, LONDON)) {
      lock.step("train");
      Files.delete(folder.resolve("lock.holder"));

      assertThat(RunLock.holder(file)).contains("another process");
    }
  }

  @Test
  void isFreeAgainWhenClosed() throws IOException {
    Path file = folder.resolve("lock");
    RunLock.take(file, MORNING, LONDON).close();

    assertThat(RunLock.holder(file)).isEmpty();
    RunLock.take(file, MORNING, LONDON).close();
  }

  /** A killed process leaves its note, but not its lock. */
  @Test
  void theNoteOfADeadHolderDoesNotCount() throws IOException {
    Path file = Files.createFile(folder.resolve("lock"));
    Files.writeString(folder.resolve("lock.holder"), "process 1, started 00:00, step train");

    assertThat(RunLock.holder(file)).isEmpty();
    RunLock.take(file, MORNING, LONDON).close();
  }

  /** A process that goes on, such as one that retries, finds it free. */
  @Test
  void isFreeAgainWhereTheNoteCouldNotBeWritten() throws IOException {
    Path file = folder.resolve("lock");
    Path note = Files.createDirectory(folder.resolve("lock.holder"));

    assertThatThrownBy(() -> RunLock.take(file, MORNING, LONDON))
        .isInstanceOf(Stopped.class)
        .hasMessageStartingWith(note + ": cannot be written: ");
    Files.delete(note);
    RunLock.take(file, MORNING, LONDON).close();
  }

  @Test
  void asksForAFolderThatCanBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("workspace")).resolve("lock");

    assertThatThrownBy(() -> RunLock.take(file, MORNING, LONDON))
        .isInstanceOf(Stopped.class)
        .hasMessageStartingWith(file + ": the lock cannot be taken: ")
        .extracting(failure -> ((Stopped) failure).code())
        .isEqualTo(ExitCode.STORE_UNAVAILABLE);
  }
}
