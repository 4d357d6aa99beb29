package org.alsolike.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentHashTest {

  private static final byte[] NOTHING = {};

  @Test
  void isTheFirstHalfOfSha256OverLengthsAndBytes() throws Exception {
    byte[] prefixed = {0, 0, 0, 1, 'k', 0, 0, 0, 2, 'v', 'w'};
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(prefixed);
    var expected = new BigInteger(1, Arrays.copyOf(sha256, 16));

    assertThat(ContentHash.of("k".getBytes(UTF_8), "vw".getBytes(UTF_8)))
        .hasToString("%032x".formatted(expected));
  }

  @Test
  void addsModuloTwoToThe128() {
    var most = new ContentHash(-1, -1);

    assertThat(most.plus(new ContentHash(0, 1))).isEqualTo(ContentHash.OF_NOTHING);
    assertThat(new ContentHash(0, -1).plus(new ContentHash(0, 2))).isEqualTo(new ContentHash(1, 1));
    assertThat(most.plus(most)).isEqualTo(new ContentHash(-1, -2));
  }

  @Test
  void doesNotDependOnOrderOrDivision() {
    var entries = List.of(hash("a", "1"), hash("b", "2"), hash("c", "3"));

    var forwards = entries.get(0).plus(entries.get(1)).plus(entries.get(2));
    var backwards = entries.get(2).plus(entries.get(1).plus(entries.get(0)));

    assertThat(forwards).isEqualTo(backwards);
    assertThat(forwards).isNotEqualTo(entries.get(0).plus(entries.get(1)));
  }

  @Test
  void tellsKeysFromValues() {
    assertThat(hash("ab", "c")).isNotEqualTo(hash("a", "bc"));
    assertThat(ContentHash.of(NOTHING, NOTHING)).isNotEqualTo(ContentHash.OF_NOTHING);
  }

  @Test
  void readsItsOwnText() {
    var hash = hash("a", "1");

    assertThat(ContentHash.parse(hash.toString())).isEqualTo(hash);
    assertThatThrownBy(() -> ContentHash.parse("abc"))
        .hasMessage("content hash must be 32 hexadecimal digits, but is \"abc\"");
  }

  private static ContentHash hash(String key, String value) {
    return ContentHash.of(key.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
