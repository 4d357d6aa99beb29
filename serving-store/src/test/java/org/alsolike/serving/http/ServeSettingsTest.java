package org.alsolike.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServeSettingsTest {

  @Test
  void refuseToListenElsewhereWithoutAToken() {
    for (String host : List.of("0.0.0.0", "::", "192.0.2.7")) {
      assertThatThrownBy(() -> settings(host, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "host %s can be reached from other machines, so a token is needed; put one into the environment variable that --token-env names, or listen at 127.0.0.1"
                  .formatted(host));
    }
    assertThat(settings("::1", Optional.empty()).hosts()).contains("localhost", "[::1]");
    assertThat(settings("0.0.0.0", Optional.of("x".repeat(16))).hosts()).contains("0.0.0.0");
  }

  @Test
  void refuseATokenThatIsEasilyGuessedOrNone() {
    for (String token : List.of("", "short", "with a blank in it")) {
      assertThatThrownBy(() -> settings("127.0.0.1", Optional.of(token)))
          .hasMessage("the token must have at least 16 printable characters and no blank");
    }
  }

  private static ServeSettings settings(String host, Optional<String> token) {
    return new ServeSettings(host, 8080, token, List.of(), Duration.ofDays(2));
  }
}
