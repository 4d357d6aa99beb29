package org.alsolike.serving;

/** A version's manifest is not there, or not as it was written; publishing anew replaces it. */
public final class DamagedManifest extends StoreUnavailable {

  public DamagedManifest(String message) {
    this(message, null);
  }

  DamagedManifest(String message, Throwable cause) {
    super(message, cause);
  }
}
