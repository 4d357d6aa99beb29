package org.alsolike.serving;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Breaks texts here and there, so that most of what comes out is nearly right.
 *
 * @param splinters pieces to put in
 */
public record Splinters(List<String> splinters, SplittableRandom random) {

  /** The text with one to three short pieces cut out, and a splinter in place of half of them. */
  public String in(String text) {
    StringBuilder broken = new StringBuilder(text);
    for (int cut = random.nextInt(3); cut >= 0; cut--) {
      int from = random.nextInt(broken.length());
      int to = Math.min(broken.length(), from + random.nextInt(12));
      String splinter = random.nextBoolean() ? "" : splinters.get(random.nextInt(splinters.size()));
      broken.replace(from, to, splinter);
    }
    return broken.toString();
  }
}
