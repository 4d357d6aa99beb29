/** RocksDB's handles and options, each opened and closed in one place. */
package org.alsolike.serving.rocksdb;
