package org.alsolike.serving.values;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.alsolike.serving.StoreUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCodecTest {

  @Test
  void writesAList() {
    var list = List.of(ListedItem.of("22727", 0.1234565, "als"), ListedItem.of("a\"b", 3e9, "é"));

    assertThat(text(ValueCodec.list(list)))
        .isEqualTo(
            "[{\"item\":\"22727\",\"score\":0.123456,\"tier\":\"als\"},"
                + "{\"item\":\"a\\\"b\",\"score\":3000000000.000000,\"tier\":\"é\"}]");
    assertThat(ValueCodec.list(ValueCodec.list(list))).isEqualTo(list);
    assertThat(ValueCodec.list(ValueCodec.list(List.of()))).isEmpty();
  }

  @Test
  void readsAListWhoseFieldsComeInAnotherOrderOrAreUnknown() {
    String later =
        "[ {\"tier\":\"als\",\"why\":{\"a\":[1,{\"item\":2}]},\"score\":1,\"item\":\"22727\"} ]";

    assertThat(ValueCodec.list(later.getBytes(UTF_8)))
        .containsExactly(ListedItem.of("22727", 1, "als"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'item':'a','tier':'als'}] | score must be a number, but is missing",
        "[{'score':1,'tier':'als'}] | item must be text, but is missing",
        "[{'item':'a','score':1}] | tier must be text, but is missing",
        "[{'item':1,'score':1,'tier':'als'}] | item must be text, but is 1",
        "[{'item':'a','score':'1','tier':'als'}] | score must be a number, but is 1",
        "['a'] | item must be an object, but is a",
        "{'item':'a'} | document must be a list, but is {item=a}",
        "[{'item':'a','score':1,'tier':'als'} | Unexpected end-of-input",
        "[] [] | something follows the end"
      },
      quoteCharacter = '~')
  void saysWhatIsWrongWithAList(String json, String wrong) {
    assertThatThrownBy(() -> ValueCodec.list(json.replace('\'', '"').getBytes(UTF_8)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith("A value of the store is not what a reader expects: ")
        .hasMessageContaining(wrong);
  }

  @Test
  void writesAScore() {
    var score = Score.of(0.62, 91, List.of("last order 2 days ago", "7 orders in a year"));

    assertThat(text(ValueCodec.score(score)))
        .isEqualTo(
            "{\"probability\":0.620000,\"percentile\":91,"
                + "\"reasons\":[\"last order 2 days ago\",\"7 orders in a year\"]}");
    assertThat(ValueCodec.score(ValueCodec.score(score))).isEqualTo(score);
  }

  @Test
  void writesAMembership() {
    var membership = new Membership(false, true);

    assertThat(text(ValueCodec.membership(membership)))
        .isEqualTo("{\"holdout\":false,\"contactable\":true}");
    assertThat(ValueCodec.membership(ValueCodec.membership(membership))).isEqualTo(membership);
  }

  @Test
  void leavesOutWhatIsUnknownAboutAnItem() {
    var unknown = new ItemCard(Optional.empty(), Optional.empty(), Optional.empty());
    var known =
        new ItemCard(
            Optional.of("TEA"),
            Optional.of("drinks"),
            Optional.of(new BigDecimal("1.5000")),
            Optional.of(false));

    assertThat(text(ValueCodec.item(unknown))).isEqualTo("{}");
    assertThat(text(ValueCodec.item(known)))
        .isEqualTo(
            "{\"title\":\"TEA\",\"category\":\"drinks\",\"price\":1.5000,\"in_stock\":false}");
    assertThat(ValueCodec.item(ValueCodec.item(unknown))).isEqualTo(unknown);
    assertThat(ValueCodec.item(ValueCodec.item(known))).isEqualTo(known);
  }

  @Test
  void keepsTheOrderOfACustomersFacts() {
    var facts = new LinkedHashMap<String, String>();
    facts.put("orders_365d", "7");
    facts.put("amount_365d", "4310.0000");
    var customer = new CustomerCard(Optional.of("Iceland"), facts);

    assertThat(text(ValueCodec.customer(customer)))
        .isEqualTo(
            "{\"country\":\"Iceland\","
                + "\"facts\":{\"orders_365d\":\"7\",\"amount_365d\":\"4310.0000\"}}");
    assertThat(ValueCodec.customer(ValueCodec.customer(customer))).isEqualTo(customer);
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> ListedItem.of("22727", Double.NaN, "als"))
        .hasMessage("score must be a finite number, but is NaN");
    assertThatThrownBy(() -> Score.of(1.1, 91, List.of()))
        .hasMessage("probability must be between 0 and 1, but is 1.100000");
    assertThatThrownBy(() -> Score.of(0.5, 0, List.of()))
        .hasMessage("percentile must be between 1 and 100, but is 0");
  }

  @Test
  void callsAValueThatItCannotReadDamage() {
    assertThatThrownBy(() -> ValueCodec.item("[]".getBytes(UTF_8)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage(
            "A value of the store is not what a reader expects: document must be an object, but is []");
  }

  private static String text(byte[] value) {
    return new String(value, UTF_8);
  }
}
