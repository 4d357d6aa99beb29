package org.alsolike.serving.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.alsolike.serving.Json;

/** What is sent back. */
record Reply(int status, byte[] body, Map<String, String> headers) {

  private static final int WORTH_PACKING = 1024;

  Reply {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  static Reply json(byte[] body) {
    return new Reply(200, body, Map.of("Content-Type", "application/json"));
  }

  static Reply error(int status, String message) {
    byte[] body =
        Json.compact(
            json -> {
              json.writeStartObject();
              json.writeStringField("error", message);
              json.writeEndObject();
            });
    return new Reply(status, body, Map.of("Content-Type", "application/json"));
  }

  Reply with(Map<String, String> more) {
    var all = new TreeMap<>(headers);
    all.putAll(more);
    return new Reply(status, body, all);
  }

  /** The same content packed, where that is worth it. */
  Reply packed() {
    if (body.length < WORTH_PACKING) {
      return this;
    }
    var packed = new ByteArrayOutputStream(body.length / 2);
    try (var gzip = new FastGzip(packed)) {
      gzip.write(body);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return new Reply(status, packed.toByteArray(), headers)
        .with(Map.of("Content-Encoding", "gzip"));
  }

  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
