package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Path;
import org.alsolike.serving.Shop;

/** Publishes an edition that is staged already, until something happens. A process of its own. */
final class PublishUntil {

  static final int HALTED = 9;

  private PublishUntil() {}

  /**
   * @param arguments the shop's folder, the edition, a step, and what to do before it: {@code
   *     halt}, or {@code wait} after saying so
   */
  public static void main(String[] arguments) {
    var shop = Shop.in(Path.of(arguments[0]));
    int edition = Integer.parseInt(arguments[1]);
    var until = PublishStep.valueOf(arguments[2]);
    shop.publisher()
        .telling(step -> when(step == until, arguments[3]))
        .publish(shop.staged(edition), shop.staging(edition));
  }

  private static void when(boolean reached, String action) {
    if (reached && action.equals("halt")) {
      Runtime.getRuntime().halt(HALTED);
    }
    if (reached) {
      System.out.println("waiting");
      waitForEver();
    }
  }

  private static void waitForEver() {
    try {
      System.in.read();
    } catch (IOException over) {
      throw new IllegalStateException(over);
    }
  }
}
