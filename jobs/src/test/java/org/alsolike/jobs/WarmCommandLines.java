package org.alsolike.jobs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.alsolike.jobs.CommandLineProcess.Ended;

/**
 * Warm command lines for whoever asks: a command alone keeps one core busy, so a second process is
 * started when two are asked for at once.
 */
final class WarmCommandLines implements AutoCloseable {

  private static final int MOST = 2;

  private final Supplier<WarmCommandLine> starting;
  private final List<WarmCommandLine> started = new ArrayList<>();
  private final Deque<WarmCommandLine> idle = new ArrayDeque<>();

  WarmCommandLines(Supplier<WarmCommandLine> starting) {
    this.starting = starting;
  }

  Ended run(String... arguments) {
    WarmCommandLine one = take();
    try {
      return one.run(arguments);
    } finally {
      giveBack(one);
    }
  }

  private synchronized WarmCommandLine take() {
    while (idle.isEmpty() && started.size() == MOST) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    if (idle.isEmpty()) {
      started.add(starting.get());
      return started.get(started.size() - 1);
    }
    return idle.pop();
  }

  private synchronized void giveBack(WarmCommandLine one) {
    idle.push(one);
    notifyAll();
  }

  @Override
  public synchronized void close() {
    started.forEach(WarmCommandLine::close);
  }
}
