package org.alsolike.features.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.util.List;
import org.alsolike.features.AsOf;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Events;
import org.alsolike.tables.PropensityExamples;
import org.alsolike.tables.SqlExpression;
import org.alsolike.tables.UnusableSetting;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Of whom a propensity model is asked, and what.
 *
 * @param population SQL condition over the customer features as of the date; null counts as no
 */
public record PropensityQuestion(String population, Outcome outcome) {

  /**
   * The customers in the population, such as those to score.
   *
   * @throws UnusableSetting when the condition does not fit the features
   */
  public CustomerFeatures asked(CustomerFeatures features) {
    Column holds =
        SqlExpression.condition(
            features.rows().sparkSession(), "population", population, features.rows().schema());
    return new CustomerFeatures(features.schema(), features.rows().where(holds));
  }

  /**
   * What was known of each customer in the population at each date, and whether the event followed.
   *
   * @param features as of the dates at least
   * @param events of the whole shop; those outside the dates' outcome windows are not looked at
   * @param cutOff nothing at or after it may be learned from
   * @throws UnusableSetting when the outcome of a date is not known at the cut-off
   */
  public PropensityExamples examples(
      CustomerFeatures features, Events events, List<Instant> dates, Instant cutOff) {
    dates.forEach(date -> refuseBeyond(cutOff, date));
    Column atADate = CustomerFeatures.AS_OF.col().isInCollection(dates);
    Dataset<Row> population = asked(features).rows().where(atADate);
    Column happened = coalesce(PropensityExamples.OUTCOME.col(), lit(false));
    String[] keys = {CustomerFeatures.AS_OF.name(), CustomerFeatures.CUSTOMER.name()};
    // at most one row per as-of and customer on the right
    Dataset<Row> examples =
        population
            .join(outcomes(events, dates), keys, "left")
            .withColumn(PropensityExamples.OUTCOME.name(), happened);
    return new PropensityExamples(features.schema(), examples);
  }

  private Dataset<Row> outcomes(Events events, List<Instant> dates) {
    Column ofKind = Events.KIND.col().equalTo(outcome.event());
    Dataset<Row> known = events.rows().where(ofKind.and(Events.CUSTOMER.col().isNotNull()));
    return AsOf.after(known, dates, outcome.within())
        .select(CustomerFeatures.AS_OF.col(), CustomerFeatures.CUSTOMER.col())
        .distinct() // many events per customer answer once
        .withColumn(PropensityExamples.OUTCOME.name(), lit(true));
  }

  private void refuseBeyond(Instant cutOff, Instant date) {
    Instant known = date.plus(outcome.within());
    if (known.isAfter(cutOff)) {
      throw new UnusableSetting(
          "dates must be at least %d days before the cut-off %s, so that each outcome is known, but one is %s"
              .formatted(outcome.within().toDays(), cutOff, date));
    }
  }
}
