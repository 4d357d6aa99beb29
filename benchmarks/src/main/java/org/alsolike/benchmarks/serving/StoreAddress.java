package org.alsolike.benchmarks.serving;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alsolike.serving.store.Postgresql;
import org.alsolike.serving.store.Redis;
import org.alsolike.serving.store.Rocksdb;
import org.alsolike.serving.store.ServingStore;

/**
 * A store as one process names it to another.
 *
 * @param place a folder, or the address of a server
 */
record StoreAddress(Kind kind, String place) {

  /** The stores that there are. */
  enum Kind {
    ROCKSDB,
    POSTGRESQL,
    REDIS;

    static final String ALL = "rocksdb,postgresql,redis";

    /** As it is configured. */
    String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static StoreAddress parse(String kind, String place) {
    return new StoreAddress(Kind.valueOf(kind), place);
  }

  List<String> arguments() {
    return List.of(kind.name(), place);
  }

  ServingStore store() {
    return switch (kind) {
      case ROCKSDB -> new Rocksdb(place);
      case POSTGRESQL ->
          new Postgresql(
              place, Optional.of("postgres"), Optional.empty(), Optional.empty(), Optional.empty());
      case REDIS -> new Redis(place, Optional.empty(), Optional.empty(), Optional.empty());
    };
  }
}
