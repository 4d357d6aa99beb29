package org.alsolike.benchmarks.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.alsolike.serving.Entry;

/**
 * SET after SET down a socket while another thread counts the replies, as redis-cli --pipe does.
 */
record BarePipe(String url) implements BareLoad {

  private static final int BUFFER_BYTES = 64 << 10;
  private static final byte[] SET = "*3\r\n$3\r\nSET\r\n".getBytes(US_ASCII);
  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(US_ASCII);
  private static final byte[] END = "\r\n".getBytes(US_ASCII);

  @Override
  public void load(List<Iterator<Entry>> partitions) {
    Threads.each(partitions, (number, entries) -> piped(entries));
  }

  private Long piped(Iterator<Entry> entries) throws IOException {
    URI address = URI.create(url);
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      var replies =
          CompletableFuture.supplyAsync(() -> replies(socket), task -> new Thread(task).start());
      var out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
      long sent = 0;
      while (entries.hasNext()) {
        Entry entry = entries.next();
        out.write(SET);
        text(out, entry.key());
        text(out, entry.value());
        sent++;
      }
      out.write(PING);
      out.flush();
      if (replies.join() != sent) {
        throw new IllegalStateException(sent + " commands, but " + replies.join() + " replies");
      }
      return sent;
    }
  }

  private static void text(OutputStream out, byte[] bytes) throws IOException {
    out.write(("$" + bytes.length + "\r\n").getBytes(US_ASCII));
    out.write(bytes);
    out.write(END);
  }

  /** How many {@code +OK} come before the {@code +PONG} at the end. */
  private static long replies(Socket socket) {
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
      long good = 0;
      for (int next = in.read(); next != 'P'; next = in.read()) {
        if (next == '-' || next < 0) {
          throw new IllegalStateException("A command was refused, or the server is gone");
        }
        good += next == 'K' ? 1 : 0;
      }
      return good;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
