package org.alsolike.jobs.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One run at a time in a workspace. The lock belongs to the operating system and dies with its
 * holder; the note beside it only says who that is.
 */
public final class RunLock implements AutoCloseable {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(40);

  private final FileChannel channel;
  private final FileLock lock;
  private final Path note;
  private final String holder;

  private RunLock(FileChannel channel, FileLock lock, Path note, String holder) {
    this.channel = channel;
    this.lock = lock;
    this.note = note;
    this.holder = holder;
  }

  /**
   * @throws Stopped with exit code 75 and the holder's name when another process has the lock
   */
  public static RunLock take(Path file, Clock clock, ZoneId zone) {
    Path note = file.resolveSibling(file.getFileName() + ".holder");
    String holder =
        "process %d, started %s"
            .formatted(ProcessHandle.current().pid(), TIME.format(clock.instant().atZone(zone)));
    FileChannel channel = null;
    RunLock taken = null;
    try {
      Files.createDirectories(file.getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lockedWithin(channel, ATTEMPTS);
      if (lock == null) {
        throw new Stopped(ExitCode.LOCKED, heldBy(note));
      }
      RunLock noted = new RunLock(channel, lock, note, holder);
      noted.step("start");
      taken = noted;
      return taken;
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: the lock cannot be taken: %s".formatted(file, e.getMessage()),
          e);
    } finally {
      if (taken == null) {
        close(channel);
      }
    }
  }

  /** Gives back what was not taken after all; this process may go on and try again. */
  private static void close(FileChannel channel) {
    try (channel) {
      // Only to close it, with the lock on it.
    } catch (IOException gone) {
      // It ends with the process.
    }
  }

  /** Notes the step that runs now, for whoever finds the lock taken. */
  public void step(String name) {
    try {
      Files.writeString(note, holder + ", step " + name);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: cannot be written: %s; expected a folder with room".formatted(note, e.getMessage()),
          e);
    }
  }

  /** Who holds the lock now; empty when nobody does. */
  public static Optional<String> holder(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel)) {
      Path note = file.resolveSibling(file.getFileName() + ".holder");
      return lock == null ? Optional.of(said(note)) : Optional.empty();
    }
  }

  /** Whoever only asks who holds the lock has it for a moment, and is waited for. */
  private static FileLock lockedWithin(FileChannel channel, int attempts) throws IOException {
    for (int attempt = 1; ; attempt++) {
      FileLock lock = tryLock(channel);
      if (lock != null || attempt == attempts) {
        return lock;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  private static String heldBy(Path note) throws IOException {
    return "Another run holds the lock: %s. Try again later (exit 75).".formatted(said(note));
  }

  /** There is no note yet when the holder has just come, and none any more when it is leaving. */
  private static String said(Path note) throws IOException {
    try {
      return Files.readString(note, StandardCharsets.UTF_8);
    } catch (NoSuchFileException comingOrGoing) {
      return "another process";
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(note);
    lock.release();
    channel.close();
  }
}
