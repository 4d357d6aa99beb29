package org.alsolike.serving.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What becomes of the entries of a version in a copy of it. */
@FunctionalInterface
interface Change {

  /** All stay as they are. */
  Change NONE = (key, value) -> Optional.of(value);

  /** The value in the copy, which is the same array where nothing changes; empty: no entry. */
  Optional<byte[]> value(byte[] key, byte[] value);

  /** Entries under some keys are left out. */
  static Change without(List<byte[]> keys) {
    return (key, value) ->
        keys.stream().anyMatch(one -> Arrays.equals(one, key))
            ? Optional.empty()
            : Optional.of(value);
  }

  /** Whether this entry is another one in the copy, or none. */
  default boolean concerns(byte[] key, byte[] value) {
    return value(key, value).filter(after -> after == value).isEmpty();
  }
}
