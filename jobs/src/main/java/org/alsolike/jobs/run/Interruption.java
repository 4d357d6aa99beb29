package org.alsolike.jobs.run;

/**
 * Ctrl-C, or a scheduler that ends the process: whatever fails from then on fails because of it.
 */
public final class Interruption {

  private static final String LINE =
      "Interrupted. What is served stays served; the same command goes on from here.";

  private Interruption() {}

  /**
   * Does the work, and says so in one line when the process is told to end meanwhile. The JVM waits
   * for the line, whatever else has ended by then.
   */
  public static void announced(Console console, Runnable work) {
    Thread announcement = new Thread(() -> console.error(LINE), "interruption");
    Runtime.getRuntime().addShutdownHook(announcement);
    try {
      work.run();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(announcement);
      } catch (IllegalStateException shuttingDown) {
        // then it is being said
      }
    }
  }

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
