package org.alsolike.serving.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.util.StdErrLogger;

/**
 * The options of every table and database of a store, with the native handles they hold: LZ4 blocks
 * of 8 KiB with a checksum each, a bloom filter of 10 bits per key, all files kept open, and no log
 * files, so that a reader needs no right to write.
 */
public final class TableOptions implements AutoCloseable {

  private static final long BLOCK_BYTES = 8 << 10;
  private static final long CACHE_BYTES = 32L << 20;
  private static final double BLOOM_BITS_PER_KEY = 10;

  private final StdErrLogger logger;
  private final BloomFilter filter;
  private final Cache cache;
  private final Options options;

  static {
    RocksDB.loadLibrary();
  }

  public TableOptions() {
    logger = new StdErrLogger(InfoLogLevel.FATAL_LEVEL);
    filter = new BloomFilter(BLOOM_BITS_PER_KEY);
    cache = new LRUCache(CACHE_BYTES);
    options =
        new Options()
            .setLogger(logger)
            .setMaxOpenFiles(-1)
            .setParanoidChecks(true)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setDisableAutoCompactions(true)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockSize(BLOCK_BYTES)
                    .setBlockCache(cache)
                    .setChecksumType(ChecksumType.kXXH3)
                    .setFilterPolicy(filter));
  }

  public Options options() {
    return options;
  }

  @Override
  public void close() {
    options.close();
    cache.close();
    filter.close();
    logger.close();
  }
}
