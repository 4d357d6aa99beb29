package org.alsolike.features.events;

import static org.alsolike.features.events.Shop.ATTRIBUTES;
import static org.alsolike.features.events.Shop.COLUMNS;
import static org.alsolike.features.events.Shop.HEADER;
import static org.alsolike.features.events.Shop.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class TransactionsTest {

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void opens(SparkSession spark) {
    shop = new Shop(spark, folder);
  }

  @Test
  void makesPurchasesAndReturnsWithAmountsAboveZero() {
    shop.with(
        "t.csv",
        HEADER
            + "1,a,c1,2011-01-01,3,2.50,\n"
            + "C2,a,c1,2011-01-02,-2,2.50,\n"
            + "3,a,,2011-01-01,1,0,\n"
            + "4,a,   ,2011-01-01,1,0,\n");

    assertThat(
            shown(
                shop.transactions("t.csv"),
                "order_id",
                "customer_id",
                "kind",
                "quantity",
                "amount",
                "reason"))
        .containsExactly(
            "[1,c1,purchase,3.0000,7.5000,null]",
            "[3,null,purchase,1.0000,0.0000,null]",
            "[4,null,purchase,1.0000,0.0000,null]",
            "[C2,c1,return,2.0000,5.0000,null]");
  }

  @Test
  void namesWhatCannotBeUnderstood() {
    shop.with(
        "t.csv",
        HEADER
            + "01,,c,2011-01-01,1,1,\n"
            + "02,a,c,2011-01-01,many,1,\n"
            + "03,a,c,2011-01-01,1,\"1,50\",\n"
            + "04,a,c,2011-02-30,1,1,\n"
            + "05,a,c,,1,1,\n"
            + "06,a,c,2011-01-01,0,1,\n"
            + "07,a,c,2011-01-01,-1,1,\n"
            + "08,a,c,2011-01-01,1,-1,\n"
            + "09,a,c,2011-01-01,99999999999999999999,1,\n"
            + "10,a,c,2011-01-01,99999999999999,99999999999999,\n"
            + "C11,a,c,2011-01-01,0,1,\n"
            + "12,a,c,2011-01-01,NaN,1,\n"
            + "13,a,c,2011-01-01,0.00001,1,\n");

    assertThat(shown(shop.transactions("t.csv"), "order_id", "reason", "broken"))
        .containsExactly(
            "[01,missing_item_id,true]",
            "[02,invalid_quantity,true]",
            "[03,invalid_unit_price,true]",
            "[04,invalid_occurred_at,true]",
            "[05,missing_occurred_at,true]",
            "[06,quantity_not_positive,true]",
            "[07,quantity_not_positive,true]",
            "[08,negative_price,true]",
            "[09,invalid_quantity,true]",
            "[10,invalid_amount,true]",
            "[12,invalid_quantity,true]",
            "[13,quantity_not_positive,true]",
            "[C11,quantity_not_positive,true]");
  }

  @Test
  void roundsHalfUpBeyondFourDecimals() {
    shop.with("t.csv", HEADER + "1,a,c,2011-01-01,1.00005,0.00015,\n");

    assertThat(shown(shop.transactions("t.csv"), "quantity", "unit_price", "amount"))
        .containsExactly("[1.0001,0.0002,0.0002]");
  }

  @Test
  void theFirstRuleThatHoldsIsTheReasonAfterWhatIsBroken() {
    shop.with(
        "t.csv",
        HEADER
            + "1,POST,c,2011-01-01,-1,1,\n"
            + "2,POST,c,someday,1,1,\n"
            + "3,a,c,2011-01-01,-1,1,\n"
            + "4,a,,2011-01-01,1,1,\n");
    var reject = new LinkedHashMap<String, String>();
    reject.put("not_a_product", "item_id = 'POST'");
    reject.put("correction", "quantity < 0");
    reject.put("nobody", "customer_id = 'x' or customer_id > ''");

    assertThat(shown(shop.transactions("t.csv", reject), "order_id", "reason", "broken"))
        .containsExactly(
            "[1,not_a_product,false]",
            "[2,invalid_occurred_at,true]",
            "[3,correction,false]",
            "[4,null,false]");
  }

  @Test
  void occurrenceNumbersRowsIdenticalInAllSourceColumnsAcrossFilesAndColumnOrders() {
    String row = "1,a,c,2011-01-01,1,1,x\n";
    shop.with("in/a.csv", HEADER + row + row + row.replace("x", "y"))
        .with(
            "in/b.csv", "Country,order,item,customer,at,quantity,price\nx,1,a,c,2011-01-01,1,1\n");

    assertThat(
            shown(
                shop.transactions("in", Map.of("duplicate", "occurrence > 1")),
                "file",
                "country",
                "reason"))
        .containsExactly(
            "[a.csv,x,duplicate]", "[a.csv,x,null]", "[a.csv,y,null]", "[b.csv,x,duplicate]");
  }

  @Test
  void aBadValueInAUsersExpressionBreaksItsRowAlone() {
    shop.with(
        "t.csv", HEADER + "1,a,c,2011-01-01,8,2,\n2,a,c,2011-01-01,8,0,\n3,a,c,2011-01-01,8,x,\n");
    var columns =
        new TransactionsSource.Columns(
            "order",
            "item",
            Optional.empty(),
            "at",
            "cast(quantity as int) / cast(price as int)",
            "price");

    assertThat(
            shown(
                shop.validated(
                    new TransactionsSource("t.csv", columns, ATTRIBUTES, Map.of(), Map.of())),
                "order_id",
                "quantity",
                "reason"))
        .containsExactly(
            "[1,4.0000,null]", "[2,null,missing_quantity]", "[3,null,missing_quantity]");
  }

  @Test
  void conditionsSeeOurColumnsAndNoneOfTheSource() {
    shop.with("t.csv", HEADER);

    assertThatThrownBy(() -> shop.transactions("t.csv", Map.of("cheap", "price < 1")))
        .hasMessage(
            "sources.transactions.reject.cheap: unknown column \"price\": price < 1; expected a"
                + " condition over the columns order_id, item_id, customer_id, occurred_at,"
                + " quantity, unit_price, title, category, country, occurrence");
    assertThatThrownBy(() -> shop.transactions("t.csv", Map.of("old", "occurred_at < now()")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sources.transactions.reject.old: holds a clock");
  }

  @Test
  void anExpressionOverAMissingColumnIsTheFilesFault() {
    shop.with("t.csv", HEADER);
    var columns =
        new TransactionsSource.Columns(
            "order", "upper(Item Code)", Optional.empty(), "at", "quantity", "price");
    var unknown =
        new TransactionsSource.Columns(
            "order", "upper(Code)", Optional.empty(), "at", "quantity", "price");

    assertThatThrownBy(
            () ->
                shop.validated(
                    new TransactionsSource("t.csv", unknown, ATTRIBUTES, Map.of(), Map.of())))
        .isInstanceOf(InputRejected.class)
        .hasMessage(
            "t.csv: column \"Code\" is missing; the file has order, item, customer, at, quantity,"
                + " price, Country. Set sources.transactions.columns.item_id.");
    assertThatThrownBy(
            () ->
                shop.validated(
                    new TransactionsSource("t.csv", columns, ATTRIBUTES, Map.of(), Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sources.transactions.columns.item_id: does not parse");
  }

  @Test
  void refusesAConditionWhoseNameIsNoReason() {
    assertThatThrownBy(
            () -> new TransactionsSource("t", COLUMNS, ATTRIBUTES, Map.of(), Map.of("No!", "true")))
        .hasMessage("reject must be named in lower snake case such as not_a_product, but is No!");
  }
}
