package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.alsolike.serving.StoreLayout;

/** A number that grows with every publisher, so that one that was thought dead cannot switch. */
final class FencingToken {

  private FencingToken() {}

  /** Takes the next token, above the last one given and above the pointer's. */
  static long take(StoreLayout store, long pointer) throws IOException {
    long token = Math.max(last(store), pointer) + 1;
    DurableFiles.replace(store.token(), (token + "\n").getBytes(StandardCharsets.US_ASCII));
    return token;
  }

  /** The last token given; 0 where none is on record. */
  static long last(StoreLayout store) throws IOException {
    if (!Files.exists(store.token())) {
      return 0;
    }
    String text = Files.readString(store.token()).strip();
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
