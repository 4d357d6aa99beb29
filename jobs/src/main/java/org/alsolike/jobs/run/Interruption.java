package org.alsolike.jobs.run;

/**
 * Ctrl-C, or a scheduler that ends the process: whatever fails from then on fails because of it.
 */
public final class Interruption {

  private Interruption() {}

  /** True once the JVM shuts down. It tells so by refusing a further hook. */
  public static boolean isUnderWay() {
    Thread hook = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }
}
