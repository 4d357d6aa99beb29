package org.alsolike.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Events;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.Field;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.PropensityExamples;
import org.alsolike.tables.SqlExpression;
import org.alsolike.tables.UnusableSetting;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The shipped features and a shop's own, checked before any job runs. */
public final class FeatureDefinitions {

  private static final Set<String> RESERVED =
      Set.of(
          CustomerFeatures.CUSTOMER.name(),
          ItemFeatures.ITEM.name(),
          CustomerFeatures.AS_OF.name(),
          PropensityExamples.OUTCOME.name());

  private final AffinitySettings affinity;
  private final List<Definition> customer;
  private final List<Definition> item;

  private FeatureDefinitions(
      AffinitySettings affinity, List<Definition> customer, List<Definition> item) {
    this.affinity = affinity;
    this.customer = customer;
    this.item = item;
  }

  /**
   * @throws UnusableSetting naming the key of an entry that cannot be computed
   */
  public static FeatureDefinitions of(SparkSession spark, FeatureSettings settings) {
    var customer = merged(ShippedFeatures.CUSTOMER, settings.customer());
    var item = merged(ShippedFeatures.ITEM, settings.item());
    check(spark, Subject.CUSTOMER, "features.customer.", customer);
    check(spark, Subject.ITEM, "features.item.", item);
    return new FeatureDefinitions(settings.affinity(), definitions(customer), definitions(item));
  }

  /** Grain: one row per as-of and customer. */
  public FeatureSchema customerSchema() {
    return new FeatureSchema(
        "customer_features",
        "one row per as-of and customer",
        customer.stream().map(Definition::feature).toList());
  }

  /** Grain: one row per as-of and item. */
  public FeatureSchema itemSchema() {
    return new FeatureSchema(
        "item_features",
        "one row per as-of and item",
        item.stream().map(Definition::feature).toList());
  }

  AffinitySettings affinity() {
    return affinity;
  }

  List<Definition> customer() {
    return customer;
  }

  List<Definition> item() {
    return item;
  }

  private static List<FeatureEntry> merged(List<FeatureEntry> shipped, List<FeatureEntry> own) {
    Map<String, FeatureEntry> byName = new LinkedHashMap<>();
    shipped.forEach(entry -> byName.put(entry.name(), entry));
    own.forEach(entry -> byName.put(entry.name(), entry));
    return List.copyOf(byName.values());
  }

  private static List<Definition> definitions(List<FeatureEntry> entries) {
    return entries.stream().flatMap(entry -> Definition.of(entry).stream()).toList();
  }

  private static void check(
      SparkSession spark, Subject subject, String key, List<FeatureEntry> entries) {
    StructType columns = new StructType();
    for (Field field : Events.TABLE.fields()) {
      columns = columns.add(field.name(), field.type());
    }
    for (FeatureEntry entry : entries) {
      if (RESERVED.contains(entry.name())) {
        throw new UnusableSetting(
            "%s%s: name must be free, but it is a key column".formatted(key, entry.name()));
      }
      if (!entry.aggregation().describes(subject)) {
        throw new UnusableSetting(
            "%s%s.aggregation must describe %s, but is %s"
                .formatted(
                    key, entry.name(), subject.id().name(), entry.aggregation().kebabCase()));
      }
      if (entry.where().isPresent()) {
        SqlExpression.condition(spark, key + entry.name() + ".where", entry.where().get(), columns);
      }
    }
  }
}
