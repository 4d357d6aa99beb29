package org.alsolike.serving.store;

import java.nio.file.Path;
import java.time.Clock;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.VersionStore;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.reader.VersionSource;

/**
 * Where versions are kept. Each store is one record whose components are its settings; the publish
 * protocol and the reader are the same for all.
 */
public sealed interface ServingStore permits Rocksdb, Postgresql, Redis {

  /** The writer's side, opened for one operation. */
  VersionStore versions();

  /** The reader's side. */
  VersionSource source();

  /** How it is shown to people: a folder, or an address without secrets. */
  String shown();

  /** The same store; a relative folder starts at the base. */
  ServingStore under(Path base);

  /** Whether a publisher should say how large a release is before it writes. */
  default boolean needsRoom() {
    return false;
  }

  default Publisher publisher(Retention retention, Clock clock) {
    return Publisher.into(this::versions, retention, clock);
  }

  /**
   * @throws org.alsolike.serving.StoreUnavailable when nothing is published, or it cannot be read
   */
  default ServingReader reader() {
    return ServingReader.open(source());
  }
}
