package org.alsolike.models.recommend.kernel;

import java.util.Optional;

/**
 * Whether the incubator vector module serves kernels in this JVM. Only C2 makes registers of its
 * vectors: without C2 each is an object, and plain Java is many times faster.
 */
public final class VectorModule {

  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Why plain Java serves better here; empty where vectors do. */
  public static Optional<String> whyNot() {
    return whyNot(ModuleLayer.boot(), System.getProperty("java.vm.info", ""));
  }

  /**
   * @param vm what HotSpot says of its mode, such as {@code mixed mode, emulated-client}
   */
  static Optional<String> whyNot(ModuleLayer modules, String vm) {
    if (modules.findModule(NAME).isEmpty()) {
      return Optional.of("the JVM runs without --add-modules=" + NAME);
    }
    return vm.contains("emulated-client") || vm.contains("interpreted")
        ? Optional.of("the JVM runs without C2")
        : Optional.empty();
  }

  /** What is said where the module behaves otherwise than it did. */
  public static String failsWith(Throwable reason) {
    return NAME + " fails with " + reason;
  }
}
