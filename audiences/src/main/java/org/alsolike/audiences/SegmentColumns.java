package org.alsolike.audiences;

import static org.alsolike.tables.PropensityScores.PERCENTILE;
import static org.alsolike.tables.PropensityScores.PROBABILITY;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.Field;
import org.alsolike.tables.NearestName;
import org.alsolike.tables.SqlExpression;
import org.alsolike.tables.UnusableSetting;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a segment's condition may speak of: the customer's id and features, and for each propensity
 * model its probability and percentile.
 */
record SegmentColumns(FeatureSchema features, List<String> models) {

  private static final List<Field> OF_A_MODEL = List.of(PROBABILITY, PERCENTILE);

  SegmentColumns {
    for (String model : models) {
      if (features.find(model).isPresent()) {
        throw new UnusableSetting(
            "propensity model and customer feature are both called %s; rename the model"
                .formatted(model));
      }
    }
  }

  /**
   * The segment's condition.
   *
   * @throws UnusableSetting in one line, with the nearest valid name for an unknown one
   */
  Column condition(SparkSession spark, SegmentSettings segment) {
    String key = segment.key("where");
    named(segment.where()).forEach(name -> refuseUnknown(key, name));
    return SqlExpression.condition(spark, key, segment.where(), schema());
  }

  /** The model whose figures a member is shown with; empty when the segment speaks of none. */
  Optional<String> rankedBy(SegmentSettings segment) {
    segment.rankBy().ifPresent(model -> refuseUnknownModel(segment.key("rank_by"), model));
    Stream<String> spokenOf = named(segment.where()).stream().map(name -> name.split("[.]", 2)[0]);
    return segment.rankBy().or(() -> spokenOf.flatMap(name -> model(name).stream()).findFirst());
  }

  private Optional<String> model(String name) {
    return models.stream().filter(name::equalsIgnoreCase).findFirst();
  }

  private void refuseUnknown(String key, String name) {
    if (names().stream().noneMatch(name::equalsIgnoreCase) && model(name).isEmpty()) {
      throw new UnusableSetting(
          "%s: unknown name \"%s\"%s".formatted(key, name, remedy(name, names())));
    }
  }

  private void refuseUnknownModel(String key, String name) {
    if (!models.contains(name)) {
      throw new UnusableSetting(
          "%s must be a propensity model, but is \"%s\"%s"
              .formatted(key, name, remedy(name, models)));
    }
  }

  private static String remedy(String name, List<String> names) {
    return NearestName.to(name, names)
        .map("; did you mean \"%s\"?"::formatted)
        .orElse("; known are " + (names.isEmpty() ? "none" : String.join(", ", names)));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(CustomerFeatures.CUSTOMER.name()));
    features.features().forEach(feature -> names.add(feature.name()));
    models.forEach(model -> OF_A_MODEL.forEach(f -> names.add(model + "." + f.name())));
    return names;
  }

  private StructType schema() {
    StructType ofAModel = new StructType();
    for (Field field : OF_A_MODEL) {
      ofAModel = ofAModel.add(field.name(), field.type());
    }
    Field customer = CustomerFeatures.CUSTOMER;
    StructType schema = new StructType().add(customer.name(), customer.type());
    for (Feature feature : features.features()) {
      schema = schema.add(feature.name(), feature.type());
    }
    for (String model : models) {
      schema = schema.add(model, ofAModel);
    }
    return schema;
  }

  /** The names in a condition, in the order in which they stand; none when it does not parse. */
  private static List<String> named(String sql) {
    try {
      return named(parsed(sql)).toList();
    } catch (ParseException e) {
      return List.of(); // the check of the whole condition says so in words
    }
  }

  /** Declares what Spark throws without declaring it: Scala has no checked exceptions. */
  private static Expression parsed(String sql) throws ParseException {
    return CatalystSqlParser$.MODULE$.parseExpression(sql);
  }

  private static Stream<String> named(Expression expression) {
    if (expression instanceof UnresolvedAttribute attribute) {
      return Stream.of(String.join(".", asJava(attribute.nameParts())));
    }
    return asJava(expression.children()).stream().flatMap(SegmentColumns::named);
  }

  private static <T> Collection<T> asJava(scala.collection.immutable.Seq<T> items) {
    return CollectionConverters.asJava(items);
  }
}
