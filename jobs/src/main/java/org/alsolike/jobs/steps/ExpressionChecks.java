package org.alsolike.jobs.steps;

import java.util.List;
import org.alsolike.audiences.Segments;
import org.alsolike.features.FeatureDefinitions;
import org.alsolike.jobs.config.Settings;
import org.alsolike.models.propensity.PropensitySettings;
import org.alsolike.models.recommend.rules.RuleBook;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.SqlExpression;
import org.apache.spark.sql.types.StructType;

/** Proves every SQL expression over features against the schema, before any job runs. */
record ExpressionChecks(RunContext context) {

  /**
   * The features, once all that speaks of them is proven.
   *
   * @throws IllegalArgumentException in one line: the key, what was found, what was expected
   */
  FeatureDefinitions definitions() {
    Settings settings = context.settings();
    var spark = context.spark();
    FeatureDefinitions definitions = FeatureDefinitions.of(spark, settings.features());
    FeatureSchema customers = definitions.customerSchema();
    RuleBook.check(spark, settings.recommendations().rules(), definitions.itemSchema(), customers);
    for (PropensitySettings propensity : settings.propensity()) {
      String key = "propensity.%s.population".formatted(propensity.name());
      SqlExpression.condition(spark, key, propensity.population(), columns(customers));
    }
    List<String> models = settings.propensity().stream().map(PropensitySettings::name).toList();
    settings.segments().forEach(segment -> Segments.check(spark, segment, customers, models));
    return definitions;
  }

  private static StructType columns(FeatureSchema schema) {
    StructType columns =
        new StructType().add(CustomerFeatures.CUSTOMER.name(), CustomerFeatures.CUSTOMER.type());
    for (Feature feature : schema.features()) {
      columns = columns.add(feature.name(), feature.type());
    }
    return columns;
  }
}
