package org.alsolike.models.propensity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.alsolike.spark.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A score does not depend on where the host stands. */
@SparkTest
@Isolated // changes the zone and the locale of the JVM
class PropensityOnAnyHostTest {

  @ParameterizedTest
  @MethodSource("org.alsolike.models.propensity.PropensityTrainerTest#everyTrainer")
  void givesTheSameBitsInAnyZoneAndLocale(PropensityTrainer trainer, SparkSession spark) {
    List<String> expected =
        PropensityTrainerTest.rows(
            Shop.everyone(Shop.model(spark, trainer), Shop.customers(spark)));
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(
              PropensityTrainerTest.rows(
                  Shop.everyone(Shop.model(spark, trainer), Shop.customers(spark))))
          .isEqualTo(expected);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }
}
