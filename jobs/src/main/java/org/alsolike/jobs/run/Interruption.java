package org.alsolike.jobs.run;

import java.util.function.Supplier;

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
    announced(
        console,
        () -> {
          work.run();
          return console;
        });
  }

  /** The same for work that leaves something. */
  public static <T> T announced(Console console, Supplier<T> work) {
    Thread announcement = new Thread(() -> console.error(LINE), "interruption");
    Runtime.getRuntime().addShutdownHook(announcement);
    try {
      return work.get();
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
