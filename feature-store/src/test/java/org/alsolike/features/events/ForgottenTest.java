package org.alsolike.features.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.ValidatedRows;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a customer who asked to be forgotten, a source brings nothing back. */
@SparkTest
class ForgottenTest {

  private static final String ANNS =
      """
      1,tea,ann,2011-01-01 10:00:00,1,2.50,France
      C2,tea,ann,2011-01-02 10:00:00,-1,2.50,France
      3,tea,ann,yesterday,1,2.50,France
      4,tea,ann,2011-01-01 10:00:00,0,2.50,France
      """;

  private static final String TORN = "5,tea,\"ann\n";

  private static final String OTHERS =
      """
      6,tea,bob,2011-01-01 10:00:00,1,2.50,France
      7,tea,anna,2011-01-01 10:00:00,1,2.50,France
      8,tea,,2011-01-01 10:00:00,1,2.50,France
      9,tea,bob,yesterday,1,2.50,France
      ann,annual,mary-ann,2011-01-01 10:00:00,1,2.50,France
      """;

  private static final Forgotten ANN = new Forgotten("5a17", new TreeSet<>()).and("ann");

  @TempDir private Path folder;

  @Test
  void rowsOfTheForgottenAreCountedAndTellNothing(SparkSession spark) {
    ValidatedRows rows = validated(spark, Shop.HEADER + ANNS + OTHERS, ANN);

    RejectionCounts counts = RejectionCounts.of(rows);
    assertThat(counts.read()).isEqualTo(9);
    assertThat(reasons(rows))
        .containsExactlyInAnyOrder(
            "forgotten", "forgotten", "forgotten", "forgotten", "invalid_occurred_at");
    assertThat(rows.rows().where("reason = 'forgotten' and broken").isEmpty()).isTrue();
    assertThat(Shop.shown(rows, "customer_id", "raw"))
        .noneMatch(row -> row.matches(".*(?<![a-z-])ann(?![a-z]).*"));
  }

  @Test
  void allOthersStayAsTheyWere(SparkSession spark) {
    List<String> without = all(validated(spark, Shop.HEADER + OTHERS, Forgotten.nobody()));

    List<String> with = new ArrayList<>(all(validated(spark, Shop.HEADER + ANNS + OTHERS, ANN)));
    with.removeIf(row -> row.contains("\"reason\":\"forgotten\""));

    assertThat(with).isEqualTo(without).hasSize(5);
  }

  @Test
  void aTornLineThatNamesThemIsWithheld(SparkSession spark) {
    ValidatedRows rows = validated(spark, Shop.HEADER + OTHERS + TORN, ANN);

    assertThat(rows.rows().where("raw = '(forgotten)'").count()).isEqualTo(1);
    assertThat(rows.rows().where("reason = 'forgotten'").isEmpty()).isTrue();
    assertThat(validated(spark, Shop.HEADER + OTHERS + TORN, Forgotten.nobody()).rows())
        .satisfies(kept -> assertThat(kept.where("raw like '%ann%'").isEmpty()).isFalse());
  }

  @Test
  void statementsAboutThemAreWithheldToo(SparkSession spark) {
    Shop shop =
        new Shop(spark, folder)
            .with("t.csv", Shop.HEADER + OTHERS)
            .with("c.csv", "id,letters\nann,yes\nbob,no\n");
    var customers =
        new CustomersSource(
            "c.csv",
            new CustomersSource.Columns(
                "id", Optional.empty(), Optional.of("letters"), Optional.empty()),
            Map.of());
    Sources sources =
        new Sources(
            Optional.empty(),
            new TransactionsSource("t.csv", Shop.COLUMNS, Shop.ATTRIBUTES, Map.of(), Map.of()),
            Optional.empty(),
            Optional.empty(),
            Optional.of(customers));

    ValidatedRows rows = shop.validated(sources, ANN).get(1);

    assertThat(Shop.shown(rows, "customer_id", "consent", "reason"))
        .containsExactly("[bob,false,null]", "[null,null,forgotten]");
  }

  private ValidatedRows validated(SparkSession spark, String text, Forgotten forgotten) {
    Shop shop = new Shop(spark, folder).with("t.csv", text);
    Sources sources =
        new Sources(
            Optional.empty(),
            new TransactionsSource(
                "t.csv",
                Shop.COLUMNS,
                Shop.ATTRIBUTES,
                Map.of("cancelled", "order_id like 'C%'"),
                Map.of()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return shop.validated(sources, forgotten).get(0);
  }

  private static List<String> all(ValidatedRows rows) {
    return Shop.shown(rows, "to_json(struct(*))");
  }

  private static List<String> reasons(ValidatedRows rows) {
    return rows.rows().where("reason is not null").select("reason").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
