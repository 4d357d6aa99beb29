package org.alsolike.serving.diff;

/** Counts one part. Ids come in the order of their bytes, each once. */
interface Tally {

  /** An entry that only what is to be served has. */
  void now(String id, byte[] value);

  /** An entry that only the served version has. */
  void before(String id, byte[] value);

  /** An entry that both have. */
  void both(String id, byte[] before, byte[] now);
}
