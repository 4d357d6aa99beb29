package org.alsolike.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartTest {

  @Test
  void keysAreTheNameAZeroByteAndTheId() {
    byte[] key = Part.list("for_you").key("ключ");

    assertThat(new String(key, UTF_8)).isEqualTo("list/for_you\0ключ");
    assertThat(Part.of(key)).isEqualTo(Part.list("for_you"));
    assertThat(Part.of(key).id(key)).isEqualTo("ключ");
    assertThat(Part.of(key).title()).isEqualTo("for_you");
  }

  @Test
  void idsMayHoldZeroBytes() {
    byte[] key = Part.ITEMS.key("a\0b");

    assertThat(Part.of(key).id(key)).isEqualTo("a\0b");
  }

  @Test
  void refusesNamesThatWouldNotBeFoundAgain() {
    assertThatThrownBy(() -> Part.list("für_dich"))
        .hasMessage("part must be of letters, digits and _ - . /, but is \"list/für_dich\"");
    assertThatThrownBy(() -> Part.of("no zero byte".getBytes(UTF_8)))
        .hasMessage("key must hold its part's name and a zero byte, but is \"no zero byte\"");
  }
}
