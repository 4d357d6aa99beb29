package org.alsolike.features.events;

import static org.alsolike.features.events.Shop.HEADER;
import static org.alsolike.features.events.Shop.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.ValidatedRows;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class OtherSourcesTest {

  private static final String KNOWN_FROM = "date_format(known_from, 'yyyy-MM-dd HH:mm:ss')";

  @TempDir Path folder;
  private List<ValidatedRows> validated;

  @BeforeEach
  void validates(SparkSession spark) {
    var shop =
        new Shop(spark, folder)
            .with("t.csv", HEADER + "1,a,c1,2011-01-01,1,1,\n")
            .with(
                "i.csv",
                """
                who,what,when,did,much
                c1,a,2011-07-01 10:00:00,view,
                ,a,2011-07-01 10:00:00,add_to_cart,2.5
                c1,a,2011-07-01 10:00:00,purchase,
                c1,a,2011-07-01 10:00:00,Add To Cart,
                c1,a,2011-07-01 10:00:00,view,much
                c1,a,2011-07-01 10:00:00,,
                bot,a,2011-07-01 10:00:00,view,
                """)
            .with(
                "items.csv",
                """
                id,name,price,since
                a,Apple,1.25,2011-07-01
                a,  ,,
                ,Pear,1,
                b,Bean,-1,
                """)
            .with(
                "customers.csv",
                """
                id,mail
                c1,Yes
                c2,0
                c3,maybe
                c4,
                c5, TRUE
                """);
    validated =
        shop.validated(
            new Sources(
                Optional.of(0.5),
                new TransactionsSource("t.csv", Shop.COLUMNS, Shop.ATTRIBUTES, Map.of(), Map.of()),
                Optional.of(interactions()),
                Optional.of(
                    new ItemsSource(
                        "items.csv",
                        new ItemsSource.Columns(
                            "id",
                            Optional.of("name"),
                            Optional.empty(),
                            Optional.of("price"),
                            Optional.of("since")),
                        Map.of())),
                Optional.of(
                    new CustomersSource(
                        "customers.csv",
                        new CustomersSource.Columns(
                            "id", Optional.empty(), Optional.of("mail"), Optional.empty()),
                        Map.of()))));
  }

  private static InteractionsSource interactions() {
    var columns =
        new InteractionsSource.Columns(
            Optional.of("who"), "what", "when", "did", Optional.of("much"));
    return new InteractionsSource("i.csv", columns, Map.of("robot", "customer_id = 'bot'"));
  }

  @Test
  void comeInTheOrderOfTheConfiguration() {
    assertThat(validated)
        .extracting(ValidatedRows::source)
        .containsExactly("transactions", "interactions", "items", "customers");
  }

  @Test
  void interactionsKeepTheirKindAndValueAndMayNotPoseAsPurchases() {
    assertThat(shown(validated.get(1), "kind", "customer_id", "amount", "quantity", "reason"))
        .containsExactlyInAnyOrder(
            "[view,c1,null,null,null]",
            "[add_to_cart,null,2.5000,null,null]",
            "[purchase,c1,null,null,reserved_kind]",
            "[Add To Cart,c1,null,null,invalid_kind]",
            "[view,c1,null,null,invalid_value]",
            "[null,c1,null,null,missing_kind]",
            "[view,bot,null,null,robot]");
  }

  @Test
  void itemsMayLackAllButTheirId() {
    assertThat(shown(validated.get(2), "item_id", "title", "price", KNOWN_FROM, "reason"))
        .containsExactlyInAnyOrder(
            "[a,Apple,1.2500,2011-06-30 23:00:00,null]",
            "[a,null,null,null,null]",
            "[null,Pear,1.0000,null,missing_item_id]",
            "[b,Bean,-1.0000,null,negative_price]");
  }

  @Test
  void consentThatIsNotClearlyYesOrNoIsUnknown() {
    assertThat(shown(validated.get(3), "customer_id", "consent", "reason"))
        .containsExactly(
            "[c1,true,null]",
            "[c2,false,null]",
            "[c3,null,null]",
            "[c4,null,null]",
            "[c5,true,null]");
  }

  @Test
  void acceptedStatementsWithoutADateAreCounted() {
    assertThat(TimelessStatements.of(validated)).isEqualTo(Map.of("items", 1L, "customers", 5L));
  }

  @Test
  void tooManyBrokenRowsStopTheRunAndRulesDoNotCount() {
    var counts = RejectionCounts.of(validated.get(1));

    assertThat(counts.read()).isEqualTo(7);
    assertThat(counts.accepted()).isEqualTo(2);
    assertThat(counts.broken()).isEqualTo(4);
    counts.refuseAbove(0.6, "snapshots/interactions");
    assertThatThrownBy(() -> counts.refuseAbove(0.5, "snapshots/interactions"))
        .isInstanceOf(InputRejected.class)
        .hasMessage(
            "interactions: 57.14 % of 7 rows are broken (1 invalid_kind, 1 invalid_value,"
                + " 1 missing_kind, 1 reserved_kind), allowed are 50.00 %; look at"
                + " the rows with a reason in snapshots/interactions, then mend the source or set"
                + " sources.max_broken");
  }
}
