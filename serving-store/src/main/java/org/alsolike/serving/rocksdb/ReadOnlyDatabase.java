package org.alsolike.serving.rocksdb;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.alsolike.serving.EntryVisitor;
import org.alsolike.serving.StoreUnavailable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * A version's database, opened to read. Every block is checked against its checksum when it is
 * read. For any number of threads; {@link #close} only when no read is under way.
 */
public final class ReadOnlyDatabase implements AutoCloseable {

  private final Path directory;
  private final TableOptions options;
  private final ReadOptions lookups;
  private final RocksDB database;

  private ReadOnlyDatabase(
      Path directory, TableOptions options, ReadOptions lookups, RocksDB database) {
    this.directory = directory;
    this.options = options;
    this.lookups = lookups;
    this.database = database;
  }

  /**
   * @throws StoreUnavailable when the directory holds no database that can be opened
   */
  public static ReadOnlyDatabase open(Path directory) {
    var options = new TableOptions();
    try {
      var database = RocksDB.openReadOnly(options.options(), directory.toString());
      return new ReadOnlyDatabase(directory, options, checkedReads(), database);
    } catch (RocksDBException failure) {
      options.close();
      throw new StoreUnavailable(
          "%s cannot be opened: %s".formatted(directory, failure.getMessage()), failure);
    }
  }

  private static ReadOptions checkedReads() {
    return new ReadOptions().setVerifyChecksums(true);
  }

  /** The value of a key. */
  public Optional<byte[]> value(byte[] key) {
    try {
      return Optional.ofNullable(database.get(lookups, key));
    } catch (RocksDBException failure) {
      throw damaged(failure);
    }
  }

  /** Reads every block of every file and compares its checksum. */
  public void verifyChecksums() {
    try {
      database.verifyChecksum();
    } catch (RocksDBException failure) {
      throw damaged(failure);
    }
  }

  /** Shows every entry to the visitor, in unsigned byte order of the keys. */
  public void forEach(EntryVisitor visitor) {
    forEach(new byte[0], visitor);
  }

  /** Shows every entry whose key begins with the prefix to the visitor, in order. */
  public void forEach(byte[] prefix, EntryVisitor visitor) {
    forEach(prefix, key -> startsWith(key, prefix), visitor);
  }

  /** Shows the entries from a key on to the visitor, in order, while their keys are wanted. */
  public void forEach(byte[] from, Predicate<byte[]> wanted, EntryVisitor visitor) {
    try (var reads = checkedReads().setFillCache(false);
        RocksIterator entries = database.newIterator(reads)) {
      entries.seek(from);
      for (byte[] key = key(entries); key != null && wanted.test(key); key = key(entries)) {
        visitor.entry(key, entries.value());
        entries.next();
      }
      entries.status();
    } catch (RocksDBException failure) {
      throw damaged(failure);
    }
  }

  private static byte[] key(RocksIterator entries) {
    return entries.isValid() ? entries.key() : null;
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private StoreUnavailable damaged(RocksDBException failure) {
    return new StoreUnavailable(
        "%s is damaged or cannot be read: %s".formatted(directory, failure.getMessage()), failure);
  }

  @Override
  public void close() {
    database.close();
    lookups.close();
    options.close();
  }
}
