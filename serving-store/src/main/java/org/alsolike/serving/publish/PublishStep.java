package org.alsolike.serving.publish;

import java.util.Locale;

/** The steps of the publish protocol, in their order. */
public enum PublishStep {
  /** Take the store's lock, which dies with its holder. */
  LOCK,
  /** Take a fencing token above every one given before. */
  TOKEN,
  /** Remove what crashed publishers left behind. */
  CLEAN,
  /** Fetch the files that the receipts name, and compare their sha256. */
  FETCH,
  /** Ingest them into a new database beside the served one. */
  INGEST,
  /** Force the database's files and directory to disk. */
  SYNC_DATABASE,
  /** Open it read-only and compare every block's checksum. */
  VERIFY_CHECKSUMS,
  /** Read every entry; compare counts and content hashes with the receipts. */
  COUNT,
  /** Look up 1,000 random keys. */
  LOOK_UP,
  /** Give the version its name by renaming its directory. */
  NAME_VERSION,
  /** Force the parent directory to disk. */
  SYNC_VERSIONS,
  /** Write the manifest: from here on the version is whole, and not yet served. */
  WRITE_MANIFEST,
  /** Write the new pointer beside the old one and force it to disk. */
  WRITE_POINTER,
  /** Compare the pointer and the token with those of the start. */
  COMPARE_POINTER,
  /** Rename the new pointer over the old one: the version is served. */
  SWITCH,
  /** Force the rename to disk. */
  SYNC_SWITCH,
  /** Read the pointer again. */
  READ_POINTER,
  /** Remove versions beyond the retention. */
  RETIRE,
  /** All is done; the lock is given back. */
  DONE;

  /** The step in words for a progress line: {@code verify checksums}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Is told of each step before it begins. */
  @FunctionalInterface
  public interface Listener {
    void starting(PublishStep step);
  }
}
