package org.alsolike.models.recommend.kernel;

import java.util.Optional;

/**
 * Whether the incubator vector module serves kernels in this JVM. Only C2 makes registers of its
 * vectors: without C2 each is an object, and plain Java is many times faster (decision 0001).
 */
public final class VectorModule {

  public static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Why plain Java serves better here; empty where vectors do. */
  public static Optional<String> whyNot() {
    if (ModuleLayer.boot().findModule(NAME).isEmpty()) {
      return Optional.of("the JVM runs without --add-modules=" + NAME);
    }
    // HotSpot's mode: "emulated-client" compiles by C1 alone, "interpreted mode" not at all.
    String mode = System.getProperty("java.vm.info", "");
    return mode.contains("emulated-client") || mode.contains("interpreted")
        ? Optional.of("the JVM runs without C2")
        : Optional.empty();
  }
}
