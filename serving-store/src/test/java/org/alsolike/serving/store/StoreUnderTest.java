package org.alsolike.serving.store;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Shop;
import org.junit.jupiter.api.DynamicTest;

/**
 * A store of its own for one test, and a way past its protocol to see and to damage what is in it.
 */
public interface StoreUnderTest {

  ServingStore store();

  /** Entries that are physically there for a version, whole or not. */
  long rows(long version) throws Exception;

  /** The versions of which anything is physically there. */
  List<Long> present() throws Exception;

  /** Flips a bit of the value of some key of a version, as a failing disk would. */
  void flipABit(long version) throws Exception;

  /** Puts another value under a key of a version, sound in itself. */
  void replace(long version, Entry other) throws Exception;

  /** Puts other bytes in place of the manifest of a version. */
  void writeManifest(long version, String text) throws Exception;

  /** From now on the store fails when it is asked for a manifest, and nothing in it is damaged. */
  void failAtManifests() throws Exception;

  /** Loses the pointer, and nothing else. */
  void losePointer() throws Exception;

  /** One of every kind that can be configured. */
  static Stream<StoreUnderTest> ofEveryKind(Path folder) {
    return Stream.of(ServingStore.class.getPermittedSubclasses()).map(kind -> of(kind, folder));
  }

  /** A claim about one store, and a shop whose editions say their number in every value. */
  @FunctionalInterface
  interface Claim {
    void about(StoreUnderTest tested, Shop shop) throws Exception;
  }

  /** The claim as a test of every kind, each with a shop of 60 customers. */
  static Stream<DynamicTest> ofEveryKind(Path folder, Claim claim) {
    return ofEveryKind(folder)
        .map(
            tested ->
                DynamicTest.dynamicTest(
                    tested.toString(),
                    () -> claim.about(tested, new Shop(folder.resolve(tested.toString()), 60))));
  }

  private static StoreUnderTest of(Class<?> kind, Path folder) {
    if (kind == Rocksdb.class) {
      return new RocksdbUnderTest(new Rocksdb(folder.resolve("serving").toString()));
    }
    if (kind == Postgresql.class) {
      return PostgresqlUnderTest.fresh();
    }
    if (kind == Redis.class) {
      return RedisUnderTest.fresh();
    }
    throw new IllegalStateException("No test store of " + kind);
  }
}
