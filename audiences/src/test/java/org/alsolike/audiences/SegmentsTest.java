package org.alsolike.audiences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.spark.SparkTest;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.SegmentMembers;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class SegmentsTest {

  private static final Segments LONDON = new Segments(ZoneId.of("Europe/London"), "salt");

  @Test
  void holdsWhomTheConditionMeansWithTheirFigures(SparkSession spark) {
    Audience shop = new Audience(spark);

    var members =
        members(
            shop,
            segment("buys_30d.percentile >= 80 and amount_365d >= 500", Consent.REQUIRED),
            shop.consent("('ann', true)"));

    assertThat(rows(members))
        .containsExactly("[ann,0.8,95,700.0000,2011-06-30,[=1+1, 95 orders],false,true,null]");
  }

  @Test
  void givesTheDayOfTheLastOrderInTheShopsZone(SparkSession spark) {
    Audience shop = new Audience(spark);
    // the as-of is 1 July 00:00 in London; 23:30 UTC on 28 June is the 29th there
    var features = shop.features("('ann', 0.0007, 700), ('bob', 1.98, 700), ('cyd', 2.02, 700)");

    var members =
        LONDON.members(
            segment("amount_365d > 0", Consent.NOT_REQUIRED),
            features,
            List.of(),
            shop.consent("('x', true)"));

    assertThat(members.rows().orderBy("customer_id").collectAsList())
        .extracting(row -> row.<String>getAs("last_order"))
        .containsExactly("2011-06-30", "2011-06-29", "2011-06-28");
  }

  @Test
  void contactsOnlyWhereConsentAllows(SparkSession spark) {
    Audience shop = new Audience(spark);
    var consent = shop.consent("('ann', true), ('bob', false), ('cyd', null)");

    assertThat(contact(members(shop, segment("amount_365d > 0", Consent.REQUIRED), consent)))
        .containsExactly(
            tuple("ann", true, null),
            tuple("bob", false, "no_consent"),
            tuple("cyd", false, "unknown_consent"),
            tuple("dan", false, "unknown_consent"));
    assertThat(contact(members(shop, segment("amount_365d > 0", Consent.NOT_REQUIRED), consent)))
        .containsExactly(
            tuple("ann", true, null),
            tuple("bob", false, "no_consent"),
            tuple("cyd", true, null),
            tuple("dan", true, null));
  }

  @Test
  void countsEveryMemberOnce(SparkSession spark) {
    Audience shop = new Audience(spark);
    var half =
        new SegmentSettings(
            "half", "amount_365d > 0", "email", 0.5, Optional.empty(), Optional.of("buys_30d"));
    var consent = shop.consent("('ann', true), ('bob', false), ('cyd', null), ('dan', true)");

    var members = members(shop, half, consent);
    var summary = SegmentSummary.of(members);

    assertThat(summary.members()).isEqualTo(4);
    assertThat(summary.expectedBuyers().get()).isCloseTo(0.8 + 0.6 + 0.4, within(1e-12));
    assertThat(summary.excluded()).containsKeys("no_consent", "unknown_consent", "holdout");
    assertThat(summary.contactable() + summary.excluded().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(4);
    assertThat(members.rows().where("holdout and contactable").count()).isZero();
    assertThat(summary.holdout()).isEqualTo(members.rows().where("holdout").count());
  }

  @Test
  void knowsNoProbabilityWhereTheConditionSpeaksOfNoModel(SparkSession spark) {
    Audience shop = new Audience(spark);

    var members =
        members(shop, segment("amount_365d > 600", Consent.REQUIRED), shop.consent("('x', true)"));

    assertThat(SegmentSummary.of(members))
        .isEqualTo(
            new SegmentSummary(
                "win_back",
                1,
                0,
                0,
                Optional.empty(),
                Map.of("no_consent", 0L, "unknown_consent", 1L, "holdout", 0L)));
  }

  @Test
  void showsTheFiguresOfTheModelNamedFirst(SparkSession spark) {
    Audience shop = new Audience(spark);
    var scores =
        List.of(shop.scores("a", "('ann', 0.1, 10)"), shop.scores("b", "('ann', 0.9, 90)"));
    var features = shop.features("('ann', 1, 700)");
    var nobody = shop.consent("('x', true)");

    var first = segment("b.percentile > 5 and a.percentile > 5", Consent.REQUIRED);
    var stated =
        new SegmentSettings(
            "s", "b.percentile > 5", "email", 0, Optional.empty(), Optional.of("a"));

    assertThat(probability(LONDON.members(first, features, scores, nobody))).isEqualTo(0.9);
    assertThat(probability(LONDON.members(stated, features, scores, nobody))).isEqualTo(0.1);
  }

  @Test
  void refusesNamesThatNothingHas(SparkSession spark) {
    refused(
        spark,
        "buy_30d.percentile >= 80",
        "unknown name \"buy_30d.percentile\"; did you mean \"buys_30d.percentile\"?");
    refused(
        spark, "amout_365d >= 80", "unknown name \"amout_365d\"; did you mean \"amount_365d\"?");
    refused(
        spark,
        "buys_30d.percentil >= 80",
        "unknown name \"buys_30d.percentil\"; did you mean \"buys_30d.percentile\"?");
    assertThatThrownBy(() -> check(spark, "amount_365d"))
        .hasMessageStartingWith("segments.win_back.where: is of type decimal(28,4), not boolean");
    assertThatThrownBy(() -> check(spark, "rand() > 0.5"))
        .hasMessageStartingWith("segments.win_back.where: ");
    assertThatThrownBy(() -> check(spark, "amount_365d >"))
        .hasMessageStartingWith("segments.win_back.where: does not parse");
  }

  @Test
  void refusesARankingByAModelThatIsNotThere(SparkSession spark) {
    var segment =
        new SegmentSettings(
            "s", "amount_365d > 0", "email", 0, Optional.empty(), Optional.of("buys_3d"));

    assertThatThrownBy(() -> Segments.check(spark, segment, Audience.FEATURES, List.of("buys_30d")))
        .hasMessage(
            "segments.s.rank_by must be a propensity model, but is \"buys_3d\"; did you mean"
                + " \"buys_30d\"?");
  }

  @Test
  void refusesAModelThatIsCalledLikeAFeatureAndAMissingFeature(SparkSession spark) {
    var segment = segment("country = 'France'", Consent.REQUIRED);
    assertThatThrownBy(() -> Segments.check(spark, segment, Audience.FEATURES, List.of("country")))
        .hasMessage(
            "propensity model and customer feature are both called country; rename the model");

    var without =
        new FeatureSchema("customer_features", "", Audience.FEATURES.features().subList(1, 3));
    assertThatThrownBy(() -> Segments.check(spark, segment, without, List.of()))
        .hasMessage(
            "features.customer must hold days_since_last_order, which every segment shows, but it"
                + " is missing");
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    assertThatThrownBy(() -> settings("Win back", "a", "email", 0))
        .hasMessage(
            "name must be lower-case words joined by _, such as win_back, but is \"Win back\"");
    assertThatThrownBy(() -> settings("a", " ", "email", 0))
        .hasMessage("where must be a condition, but is empty");
    assertThatThrownBy(() -> settings("a", "a", "", 0))
        .hasMessage("purpose must say what for, such as email, but is empty");
    assertThatThrownBy(() -> settings("a", "a", "email", 1.5))
        .hasMessage("holdout must be at least 0 % and below 100 %, but is 1.5");
  }

  private static void refused(SparkSession spark, String where, String reason) {
    assertThatThrownBy(() -> check(spark, where)).hasMessage("segments.win_back.where: " + reason);
  }

  private static void check(SparkSession spark, String where) {
    Segments.check(spark, segment(where, Consent.REQUIRED), Audience.FEATURES, List.of("buys_30d"));
  }

  private static SegmentSettings segment(String where, Consent consent) {
    return new SegmentSettings(
        "win_back", where, "email", 0, Optional.of(consent), Optional.empty());
  }

  private static SegmentSettings settings(
      String name, String where, String purpose, double holdout) {
    return new SegmentSettings(name, where, purpose, holdout, Optional.empty(), Optional.empty());
  }

  /** Four customers, of whom dan has no score and says nothing. */
  private static SegmentMembers members(
      Audience shop, SegmentSettings segment, org.alsolike.tables.Customers consent) {
    var features =
        shop.features("('ann', 1, 700), ('bob', 40, 600), ('cyd', 9, 100), ('dan', 3, 50)");
    List<PropensityScores> scores =
        List.of(shop.scores("buys_30d", "('ann', 0.8, 95), ('bob', 0.6, 60), ('cyd', 0.4, 90)"));
    return LONDON.members(segment, features, scores, consent);
  }

  private static double probability(SegmentMembers members) {
    return members.rows().head().getAs("probability");
  }

  private static List<org.assertj.core.groups.Tuple> contact(SegmentMembers members) {
    return members.rows().orderBy("customer_id").collectAsList().stream()
        .map(
            row -> tuple(row.getAs("customer_id"), row.getAs("contactable"), row.getAs("excluded")))
        .toList();
  }

  private static List<String> rows(SegmentMembers members) {
    return members.rows().collectAsList().stream().map(SegmentsTest::words).toList();
  }

  private static String words(Row row) {
    return row.toString().replace("ArraySeq(", "[").replace(")", "]");
  }
}
