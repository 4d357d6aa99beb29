package org.alsolike.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void isLookedUpByTheNameOfItsVariableAndNeverShown() {
    var secret = new Secret("SHOP_PASSWORD");

    assertThat(secret.value(Map.of("SHOP_PASSWORD", "open sesame"))).contains("open sesame");
    assertThat(secret).hasToString("***");
    assertThat(Secret.NONE.value(Map.of())).isEmpty();
  }

  @Test
  void namesTheVariableThatIsNotSet() {
    assertThatThrownBy(() -> new Secret("SHOP_PASSWORD").value(Map.of()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith("The environment variable SHOP_PASSWORD, which must hold");
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatThrownBy(() -> new Secret("open sesame"))
        .hasMessageStartingWith("password_env must be the name of an environment variable")
        .hasMessageNotContaining("sesame");
  }
}
