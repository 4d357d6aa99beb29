package org.alsolike.serving.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refuses questions that must not be answered, before anything is read for them. */
final class Doorkeeper {

  private static final String BEARER = "Bearer ";

  private final Set<String> hosts;
  private final Optional<byte[]> token;

  Doorkeeper(ServeSettings settings) {
    hosts = settings.hosts();
    token = settings.token().map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses by length, method, body and Host header. */
  void admit(Question question) {
    if (question.path().length() + question.query().length() > ServeSettings.LONGEST_URI) {
      throw new Refusal(
          414, "path and query must have at most %d bytes".formatted(ServeSettings.LONGEST_URI));
    }
    if (!question.method().equals("GET")) {
      throw new Refusal(405, "only GET is answered", Map.of("Allow", "GET"));
    }
    if (question.hasBody()) {
      throw new Refusal(400, "a body is not read here", Map.of("Connection", "close"));
    }
    String host = question.header().apply("Host").orElse("");
    if (!hosts.contains(withoutPort(host))) {
      throw new Refusal(421, "this Host is not served here; name it with --allow-host");
    }
  }

  /** Refuses an endpoint that needs the token to those who do not have it. */
  void admit(Question question, Endpoint endpoint) {
    if (token.isEmpty() || endpoint == Endpoint.HEALTH) {
      return;
    }
    String given = question.header().apply("Authorization").orElse("");
    boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
    byte[] secret =
        (bearer ? given.substring(BEARER.length()) : "").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(secret, token.get())) {
      throw new Refusal(
          401, "a bearer token is needed", Map.of("WWW-Authenticate", BEARER.strip()));
    }
  }

  private static String withoutPort(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
  }
}
