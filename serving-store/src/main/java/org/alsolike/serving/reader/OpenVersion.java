package org.alsolike.serving.reader;

import java.util.concurrent.atomic.AtomicInteger;
import org.alsolike.serving.Manifest;

/** A version's content and the number of those who hold it; the last one to let it go closes it. */
final class OpenVersion {

  private final VersionContent content;
  private final AtomicInteger holds = new AtomicInteger(1);

  /** The caller holds it. */
  OpenVersion(VersionContent content) {
    this.content = content;
  }

  Manifest manifest() {
    return content.manifest();
  }

  VersionContent content() {
    return content;
  }

  /** Holds the version too, unless the last one has let it go already. */
  boolean hold() {
    int held = holds.get();
    while (held > 0 && !holds.compareAndSet(held, held + 1)) {
      held = holds.get();
    }
    return held > 0;
  }

  void release() {
    if (holds.decrementAndGet() == 0) {
      content.close();
    }
  }
}
