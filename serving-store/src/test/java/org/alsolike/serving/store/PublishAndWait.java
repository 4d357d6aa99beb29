package org.alsolike.serving.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.alsolike.serving.Shop;
import org.alsolike.serving.publish.PublishStep;

/** Publishes an edition until a step, and waits there to be killed. A process of its own. */
final class PublishAndWait {

  static final String WAITING = "waiting";

  private PublishAndWait() {}

  /**
   * @param arguments the shop's folder, the edition, a step, and the store in words
   */
  public static void main(String[] arguments) {
    ServingStore store = KilledPublisherTest.store(arguments[3], arguments[4], arguments[5]);
    var until = PublishStep.valueOf(arguments[2]);
    StoreContractTest.publish(
        store
            .publisher(Shop.KEEP_THREE, Shop.CLOCK)
            .telling(
                step -> {
                  if (step == until) {
                    System.out.println(WAITING);
                    waitForEver();
                  }
                }),
        shop(Path.of(arguments[0])),
        Integer.parseInt(arguments[1]));
  }

  static Shop shop(Path folder) {
    return new Shop(folder, 60);
  }

  private static void waitForEver() {
    try {
      System.in.read();
    } catch (IOException over) {
      throw new UncheckedIOException(over);
    }
  }
}
