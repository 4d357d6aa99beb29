package org.alsolike.serving.publish;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alsolike.serving.StoreLayout;
import org.alsolike.serving.StoreLocked;
import org.alsolike.serving.StoreUnavailable;

/**
 * The right to publish into a store: a lock of the operating system on a file, which dies with its
 * holder. Who holds it stands in another file, because on POSIX systems a process that closes any
 * channel to the locked file loses the lock.
 */
final class StoreLock implements PublisherLock {

  /** Stores locked by this process; the operating system knows only processes. */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final StoreLayout store;
  private final Path identity;
  private final FileChannel channel;
  private final FileLock lock;
  private final Instant since;

  private StoreLock(
      StoreLayout store, Path identity, FileChannel channel, FileLock lock, Instant since) {
    this.store = store;
    this.identity = identity;
    this.channel = channel;
    this.lock = lock;
    this.since = since;
  }

  /**
   * @throws StoreLocked saying who holds it
   */
  static StoreLock acquire(StoreLayout store, Clock clock) {
    try {
      Files.createDirectories(store.versions());
      Path identity = store.root().toRealPath();
      if (!HELD_HERE.add(identity)) {
        throw locked(store);
      }
      return acquire(store, identity, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    } catch (IOException failure) {
      throw new StoreUnavailable(
          "%s cannot be locked: %s".formatted(store.root(), failure), failure);
    }
  }

  private static StoreLock acquire(StoreLayout store, Path identity, Instant since)
      throws IOException {
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = FileChannel.open(store.lock(), CREATE, WRITE);
      lock = channel.tryLock();
      if (lock == null) {
        throw locked(store);
      }
      return new StoreLock(store, identity, channel, lock, since);
    } finally {
      if (lock == null) {
        HELD_HERE.remove(identity);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  @Override
  public void at(PublishStep step) {
    String holder =
        "process %d on host %s, started %s, step %s"
            .formatted(ProcessHandle.current().pid(), host(), since, step.words());
    Path beside = store.root().resolve("LOCK.holder.tmp");
    try {
      Files.writeString(beside, holder);
      DurableFiles.rename(beside, store.holder());
    } catch (IOException unsaid) {
      // Only a message to others is lost; the lock itself is what counts.
    }
  }

  private static StoreLocked locked(StoreLayout store) {
    String holder = "another process, which has not said yet who it is";
    try {
      holder = Files.readString(store.holder()).strip();
    } catch (IOException unknown) {
      // The holder has only just begun; the lock itself is what counts.
    }
    return new StoreLocked(
        "Another publisher holds %s: %s. Try again later.".formatted(store.root(), holder));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(store.holder());
      lock.release();
      channel.close();
    } catch (IOException ignored) {
      // The operating system frees the lock with the process.
    } finally {
      HELD_HERE.remove(identity);
    }
  }
}
