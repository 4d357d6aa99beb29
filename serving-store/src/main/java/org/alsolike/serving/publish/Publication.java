package org.alsolike.serving.publish;

import java.util.List;
import org.alsolike.serving.Manifest;

/**
 * What came of publishing.
 *
 * @param manifest of the version that is served now
 * @param removed numbers of the versions that were removed, beyond the retention
 * @param warnings what could not be tidied up; the version is served all the same
 */
public record Publication(
    Manifest manifest, Outcome outcome, List<Long> removed, List<String> warnings) {

  /** How the version came to be served. */
  public enum Outcome {
    /** It was built, verified and switched to. */
    PUBLISHED,
    /** A version of the same fingerprint and content was served already. */
    ALREADY_SERVED,
    /** It was verified and switched to; it had been served before. */
    ROLLED_BACK
  }
}
