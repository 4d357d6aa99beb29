package org.alsolike.serving.http;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.reader.ServingReader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The service on a socket. It reads through a reader that the caller opens and closes. */
public final class HttpService implements AutoCloseable {

  private static final int MOST_THREADS = 32;
  private static final int LEAST_THREADS = 8;
  private static final int MOST_CONNECTIONS = 1_000;
  private static final int QUEUED_CONNECTIONS = 256;
  private static final int HEADER_BYTES = 16 << 10;
  private static final long IDLE_MILLIS = 15_000;
  private static final long CROWDED_IDLE_MILLIS = 1_000;
  private static final long STOP_MILLIS = 5_000;

  private final Server server;
  private final ServerConnector connector;

  private HttpService(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts to listen.
   *
   * @param log is told in one line of what should not have happened
   * @throws StoreUnavailable when the address cannot be listened at
   */
  public static HttpService start(
      ServingReader reader, ServeSettings settings, Clock clock, Consumer<String> log) {
    var threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName("serve");
    var server = new Server(threads);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(protocol()));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(QUEUED_CONNECTIONS);
    server.addConnector(connector);
    var limit = new NetworkConnectionLimit(MOST_CONNECTIONS, server);
    limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
    server.addBean(limit);
    server.setErrorHandler(new OneLine());
    server.setHandler(new GracefulHandler(new Front(new Desk(reader, settings, clock, log))));
    server.setStopTimeout(STOP_MILLIS);
    return started(new HttpService(server, connector), settings);
  }

  private static HttpConfiguration protocol() {
    var protocol = new HttpConfiguration();
    protocol.setSendServerVersion(false);
    protocol.setRequestHeaderSize(HEADER_BYTES);
    return protocol;
  }

  private static HttpService started(HttpService service, ServeSettings settings) {
    try {
      service.server.start();
      return service;
    } catch (IOException refused) {
      service.close();
      throw new StoreUnavailable(
          "Port %d of %s cannot be listened at: %s. Is another service there? Choose another with --port."
              .formatted(settings.port(), settings.host(), refused.getMessage()),
          refused);
    } catch (Exception broken) {
      service.close();
      throw new IllegalStateException("The service cannot start", broken);
    }
  }

  /** Where it is reached from this machine. */
  public URI address() {
    String host = connector.getHost().contains(":") ? "[::1]" : "127.0.0.1";
    return URI.create("http://%s:%d".formatted(host, connector.getLocalPort()));
  }

  /** Waits until it is stopped. */
  public void join() throws InterruptedException {
    server.join();
  }

  /** Takes no further question, ends the answers under way within five seconds, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception broken) {
      throw new IllegalStateException("The service cannot stop", broken);
    }
  }

  private static final class Front extends Handler.Abstract {

    private final Desk desk;

    Front(Desk desk) {
      this.desk = desk;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      var uri = request.getHttpURI();
      var question =
          new Question(
              request.getMethod(),
              Optional.ofNullable(uri.getPath()).orElse(""),
              Optional.ofNullable(uri.getQuery()).orElse(""),
              name -> Optional.ofNullable(request.getHeaders().get(name)));
      send(desk.reply(question), response, callback);
      return true;
    }
  }

  /** What the server library refuses by itself is said in our form, without a stack trace. */
  private static final class OneLine extends ErrorHandler {

    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        String message,
        Throwable cause,
        Callback callback) {
      send(Desk.secured(Reply.error(code, HttpStatus.getMessage(code))), response, callback);
    }
  }

  private static void send(Reply reply, Response response, Callback callback) {
    response.setStatus(reply.status());
    reply.headers().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }
}
