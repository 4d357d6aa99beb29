package org.alsolike.benchmarks.serving;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One connection that asks again as soon as it is answered, and checks each answer. It is bare,
 * because it shares the machine with the service that it measures.
 */
final class HttpLoad implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final URI service;
  private final int customers;
  private byte[] body = new byte[8 << 10];
  private long errors;

  HttpLoad(URI service, int customers) throws IOException {
    this.service = service;
    this.customers = customers;
    socket = new Socket(service.getHost(), service.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
  }

  /** Asks until the moment; gives the nanoseconds that each answer took. */
  long[] ask(long until, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    long[] nanos = new long[1 << 12];
    int count = 0;
    while (System.nanoTime() < until) {
      String customer = SyntheticLists.customer(random.nextInt(customers));
      byte[] request = request(customer);
      long start = System.nanoTime();
      socket.getOutputStream().write(request);
      int length = answer();
      nanos = count == nanos.length ? Arrays.copyOf(nanos, 2 * count) : nanos;
      nanos[count++] = System.nanoTime() - start;
      check(customer, length);
    }
    return Arrays.copyOf(nanos, count);
  }

  private byte[] request(String customer) {
    String head =
        "GET /v1/lists/for_you?customer=" + customer + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  private void check(String customer, int length) {
    String text = new String(body, 0, Math.max(length, 0), StandardCharsets.UTF_8);
    boolean own = text.contains("\"tier\":\"own\",\"customer\":\"" + customer + "\"");
    if (length < 0 || !own || !text.endsWith("]}]}")) {
      errors++;
    }
  }

  /** The length of the body, or -1 for another status than 200. */
  private int answer() throws IOException {
    boolean ok = line().startsWith("HTTP/1.1 200");
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    body = length > body.length ? new byte[length] : body;
    if (in.readNBytes(body, 0, length) < length) {
      throw new EOFException("half an answer");
    }
    return ok ? length : -1;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("half a header");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  long errors() {
    return errors;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
