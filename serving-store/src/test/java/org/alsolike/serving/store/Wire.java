package org.alsolike.serving.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A wire to a server on this machine that can be cut, or lose an answer on its way back. */
public final class Wire implements AutoCloseable {

  private final int server;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean losing = new AtomicBoolean();
  private final AtomicBoolean falling = new AtomicBoolean();
  private volatile boolean cut;

  /**
   * @param server its port
   */
  Wire(int server) {
    this.server = server;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    start(this::listen);
  }

  /** A wire to the server of a store. */
  public static Wire to(ServingStore store) {
    String url = store instanceof Postgresql sql ? sql.url().substring(5) : ((Redis) store).url();
    return new Wire(URI.create(url).getPort());
  }

  /** The same store, as it is reached over the wire. */
  public ServingStore over(ServingStore store) {
    if (store instanceof Postgresql sql) {
      String url = "jdbc:postgresql://localhost:%d/postgres".formatted(port());
      return new Postgresql(url, sql.user(), sql.passwordEnv(), sql.schema(), sql.readerRole());
    }
    Redis redis = (Redis) store;
    String url = "redis://localhost:%d/0".formatted(port());
    return new Redis(url, redis.user(), redis.passwordEnv(), redis.prefix());
  }

  /** The port at which the server is reached over the wire. */
  int port() {
    return listening.getLocalPort();
  }

  /** The next answer of the server is lost, and the connection with it. */
  void loseTheNextAnswer() {
    losing.set(true);
  }

  /** The next answer of the server is lost, and from then on the wire is cut. */
  void goDownAtTheNextAnswer() {
    falling.set(true);
  }

  /** As if the server went down: every connection ends, and no other begins. */
  public void cut() {
    cut = true;
    open.forEach(Wire::end);
  }

  public void mend() {
    cut = false;
  }

  private void listen() {
    try {
      while (true) {
        Socket asking = listening.accept();
        if (cut) {
          end(asking);
        } else {
          join(asking, new Socket(InetAddress.getLoopbackAddress(), server));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void join(Socket asking, Socket answering) {
    open.add(asking);
    open.add(answering);
    start(() -> carry(asking, answering, false));
    start(() -> carry(answering, asking, true));
  }

  private void carry(Socket from, Socket to, boolean answers) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (answers && falling.getAndSet(false)) {
          cut();
        }
        if (answers && (cut || losing.getAndSet(false))) {
          return;
        }
        out.write(bytes, 0, read);
      }
    } catch (IOException ended) {
      // Both ends are closed now.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed already.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
