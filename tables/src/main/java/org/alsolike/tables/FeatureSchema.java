package org.alsolike.tables;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The features of one kind of thing, in order. Feature tables are wide: their keys are constants,
 * their other columns are the features of such a schema.
 *
 * @param name of the table, such as customer_features
 * @param grain what one row stands for
 */
public record FeatureSchema(String name, String grain, List<Feature> features) {

  public FeatureSchema {
    features = List.copyOf(features);
    Set<String> seen = new HashSet<>();
    for (Feature feature : features) {
      if (!seen.add(feature.name())) {
        throw new UnusableSetting(
            "%s: feature %s is defined twice; rename one".formatted(name, feature.name()));
      }
    }
  }

  public Optional<Feature> find(String feature) {
    return features.stream().filter(f -> f.name().equals(feature)).findFirst();
  }

  public List<Feature> numeric() {
    return features.stream().filter(Feature::numeric).toList();
  }

  /**
   * The same rows with exactly the keys and the features, in order.
   *
   * @throws SchemaMismatch when a column is missing, of another type, or neither key nor feature
   */
  public Dataset<Row> conform(Dataset<Row> rows, Field... keys) {
    List<Field> fields = new ArrayList<>(List.of(keys));
    features.forEach(feature -> fields.add(feature.field()));
    Set<String> unknown = new TreeSet<>(List.of(rows.columns()));
    fields.forEach(field -> unknown.remove(field.name()));
    if (!unknown.isEmpty()) {
      throw new SchemaMismatch(
          "Table %s holds columns that are neither key nor feature: %s (keys: %s)"
              .formatted(
                  name,
                  String.join(", ", unknown),
                  Stream.of(keys).map(Field::name).collect(joining(", "))));
    }
    return new Table(name, grain, fields).conform(rows);
  }
}
