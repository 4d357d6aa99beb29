package org.alsolike.jobs.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.values.CustomerCard;
import org.alsolike.serving.values.ItemCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.Membership;
import org.alsolike.serving.values.Score;
import org.alsolike.serving.values.ValueCodec;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Events;
import org.alsolike.tables.Feature;
import org.alsolike.tables.Field;
import org.alsolike.tables.ItemFeatures;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.Recommendations;
import org.alsolike.tables.SegmentMembers;
import org.alsolike.tables.SimilarItems;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables as entries of the store: one row per key. The only place that knows both sides' names. */
public final class StoreEntries {

  static final String KEY = "key";
  static final String VALUE = "value";
  private static final StructType ENTRY =
      new StructType().add(KEY, DataTypes.BinaryType).add(VALUE, DataTypes.BinaryType);
  private static final String LIST = "list";

  /** The facts that a customer's card shows, where the feature schema has them. */
  private static final List<String> FACTS =
      List.of("orders", "orders_365d", "amount_365d", "days_since_last_order", "mean_gap_days");

  private StoreEntries() {}

  /** One entry per customer with a list. */
  public static Dataset<Row> of(Recommendations lists) {
    Part part = Part.list(lists.list());
    return entries(grouped(lists.rows(), Events.CUSTOMER, Events.ITEM), row -> list(part, row));
  }

  /** One entry per item with a list. */
  public static Dataset<Row> of(SimilarItems lists) {
    Part part = Part.similar(lists.list());
    return entries(
        grouped(lists.rows(), Events.ITEM, SimilarItems.SIMILAR), row -> list(part, row));
  }

  /** One entry per country, and one for the whole shop. */
  public static Dataset<Row> of(PopularItems lists) {
    Column everywhere = PopularItems.COUNTRY.col().equalTo(PopularItems.EVERYWHERE);
    Column tier = when(everywhere, lit("popular")).otherwise(lit("popular_in_country"));
    Dataset<Row> rows = lists.rows().withColumn(Recommendations.TIER.name(), tier);
    return entries(
        grouped(rows, PopularItems.COUNTRY, Events.ITEM), row -> list(Part.POPULAR, row));
  }

  /** One entry per scored customer. */
  public static Dataset<Row> of(PropensityScores scores) {
    Part part = Part.score(scores.model());
    return entries(scores.rows(), row -> score(part, row));
  }

  /** One entry per member. */
  public static Dataset<Row> of(SegmentMembers members) {
    Part part = Part.segment(members.segment());
    return entries(
        members.rows().select(Events.CUSTOMER.col(), SegmentMembers.HOLDOUT.col(), contactable()),
        row ->
            entry(
                part,
                row.getString(0),
                ValueCodec.membership(new Membership(row.getBoolean(1), row.getBoolean(2)))));
  }

  /** One entry per item that was ever sold or described. */
  public static Dataset<Row> of(ItemFeatures items) {
    return entries(
        items
            .rows()
            .select(
                Events.ITEM.col(),
                optional(items.schema().find("title"), "title", "string"),
                optional(items.schema().find("category"), "category", "string"),
                optional(items.schema().find("price"), "price", "decimal(18,4)"),
                optional(items.schema().find("in_stock"), "in_stock", "boolean")
                    .try_cast("boolean")),
        StoreEntries::item);
  }

  /** One entry per customer known before the as-of. */
  public static Dataset<Row> of(CustomerFeatures customers) {
    List<String> facts =
        FACTS.stream().filter(fact -> customers.schema().find(fact).isPresent()).toList();
    List<Column> columns = new ArrayList<>();
    columns.add(Events.CUSTOMER.col());
    columns.add(optional(customers.schema().find("country"), "country", "string"));
    facts.forEach(fact -> columns.add(col(fact)));
    return entries(
        customers.rows().select(columns.toArray(Column[]::new)), row -> customer(facts, row));
  }

  /** All entries of tables, one after the other in unsigned byte order of their keys. */
  public static Iterator<Entry> sorted(Collection<Dataset<Row>> tables) {
    Dataset<Row> entries = tables.stream().reduce(Dataset::unionByName).orElseThrow();
    return new Entries(entries.orderBy(KEY).toLocalIterator());
  }

  /** Rows of key and value as the store's entries. */
  record Entries(Iterator<Row> rows) implements Iterator<Entry> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Entry next() {
      Row row = rows.next();
      return new Entry(row.getAs(0), row.getAs(1));
    }
  }

  private static Column contactable() {
    return SegmentMembers.CONTACTABLE.col();
  }

  private static Column optional(Optional<Feature> feature, String name, String type) {
    return feature.map(f -> col(f.name())).orElse(lit(null).cast(type)).as(name);
  }

  /** One row per id with its whole list, in rank order: rank, listed id, score, tier. */
  private static Dataset<Row> grouped(Dataset<Row> rows, Field id, Field listed) {
    Column place =
        struct(
            Recommendations.RANK.col(),
            listed.col(),
            Recommendations.SCORE.col(),
            Recommendations.TIER.col());
    return rows.groupBy(id.col()).agg(sort_array(collect_list(place)).as(LIST));
  }

  private static Row list(Part part, Row row) {
    List<Row> places = row.getList(1);
    List<ListedItem> items =
        places.stream()
            .map(place -> ListedItem.of(place.getString(1), place.getDouble(2), place.getString(3)))
            .toList();
    return entry(part, row.getString(0), ValueCodec.list(items));
  }

  private static Row score(Part part, Row row) {
    List<String> reasons = row.getList(row.fieldIndex(PropensityScores.REASONS.name()));
    Score score =
        Score.of(
            row.<Double>getAs(PropensityScores.PROBABILITY.name()),
            Math.toIntExact(row.<Long>getAs(PropensityScores.PERCENTILE.name())),
            reasons);
    return entry(part, row.getAs(Events.CUSTOMER.name()), ValueCodec.score(score));
  }

  private static Row item(Row row) {
    ItemCard card =
        new ItemCard(
            Optional.ofNullable(row.getString(1)),
            Optional.ofNullable(row.getString(2)),
            Optional.ofNullable(row.getDecimal(3)),
            Optional.ofNullable(row.<Boolean>getAs(4)));
    return entry(Part.ITEMS, row.getString(0), ValueCodec.item(card));
  }

  private static Row customer(List<String> facts, Row row) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (int i = 0; i < facts.size(); i++) {
      if (!row.isNullAt(i + 2)) {
        shown.put(facts.get(i), text(row.get(i + 2)));
      }
    }
    CustomerCard card = new CustomerCard(Optional.ofNullable(row.getString(1)), shown);
    return entry(Part.CUSTOMERS, row.getString(0), ValueCodec.customer(card));
  }

  /** Whole numbers as they are, everything else with two decimals. */
  private static String text(Object number) {
    return number instanceof Long whole
        ? whole.toString()
        : new BigDecimal(number.toString()).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static Row entry(Part part, String id, byte[] value) {
    return RowFactory.create(part.key(id), value);
  }

  private static Dataset<Row> entries(Dataset<Row> rows, MapFunction<Row, Row> entry) {
    return rows.map(entry, Encoders.row(ENTRY));
  }
}
