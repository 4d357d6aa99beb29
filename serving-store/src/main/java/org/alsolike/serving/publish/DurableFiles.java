package org.alsolike.serving.publish;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Files that are still there, and whole, after the power went. */
public final class DurableFiles {

  private static final int BUFFER_BYTES = 1 << 20;

  private DurableFiles() {}

  /** Writes beside, forces to disk, renames, forces the directory: old or new, never a mixture. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    rename(written(file, bytes), file);
    sync(file.getParent());
  }

  /** The bytes on disk in a file of their own beside the one they are meant to replace. */
  static Path written(Path file, byte[] bytes) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try (var channel = FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, WRITE)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    return beside;
  }

  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  /** Forces a file or the names in a directory to disk. */
  static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, READ)) {
      channel.force(true);
    }
  }

  /** Forces everything below a directory, and the directory, to disk. */
  static void syncTree(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        sync(path);
      }
    }
  }

  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }

  /** The same of several files in their order, read by as many threads as there are processors. */
  static List<String> sha256(List<Path> files) throws IOException {
    try {
      return files.parallelStream().map(DurableFiles::sha256Unchecked).toList();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static String sha256Unchecked(Path file) {
    try {
      return sha256(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String sha256(Path file) throws IOException {
    try (var channel = FileChannel.open(file, READ)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException every) {
      throw new IllegalStateException("Every Java platform has SHA-256", every);
    }
  }
}
