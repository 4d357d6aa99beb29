package org.alsolike.serving.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the service is reached and what it grants.
 *
 * @param host the address to listen at; a loopback address unless there is a token
 * @param port 0: any free one
 * @param token the bearer token that every question but {@code /health} must carry; empty: none
 * @param names further names by which the service is called, as they stand in the Host header
 * @param staleAfter the age beyond which the served version is called stale
 */
public record ServeSettings(
    String host, int port, Optional<String> token, List<String> names, Duration staleAfter) {

  /** The ids of one question, and the items that one question may exclude. */
  static final int MOST_IDS = 100;

  /** Longest path and query together, in bytes. */
  static final int LONGEST_URI = 8_000;

  private static final int SHORTEST_TOKEN = 16;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public ServeSettings {
    names = List.copyOf(names);
    require(port >= 0 && port <= 65_535, "port must be from 0 to 65535, but is " + port);
    require(
        token.isPresent() || isLoopback(host),
        "host %s can be reached from other machines, so a token is needed; put one into the environment variable that --token-env names, or listen at 127.0.0.1"
            .formatted(host));
    require(
        token.isEmpty() || token.get().matches("[\\x21-\\x7E]{" + SHORTEST_TOKEN + ",}"),
        "the token must have at least %d printable characters and no blank"
            .formatted(SHORTEST_TOKEN));
    require(
        !staleAfter.isNegative() && !staleAfter.isZero(),
        "stale-after must be longer than 0, but is " + staleAfter);
  }

  /** On this machine alone, without a token. */
  public static ServeSettings loopback(int port) {
    return new ServeSettings("127.0.0.1", port, Optional.empty(), List.of(), Duration.ofDays(2));
  }

  /** What a Host header may say, in lower case and without the port. */
  Set<String> hosts() {
    var hosts = new TreeSet<>(LOOPBACK);
    hosts.add(host.contains(":") ? "[" + host + "]" : host.toLowerCase(Locale.ROOT));
    names.forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    return hosts;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException(
          "host must be an address of this machine, but \"" + host + "\" is unknown", unknown);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The token is never shown. */
  @Override
  public String toString() {
    return "ServeSettings[%s:%d, token %s, names %s, stale after %s]"
        .formatted(host, port, token.isPresent() ? "***" : "none", names, staleAfter);
  }
}
