package org.alsolike.models.recommend.rules;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alsolike.models.recommend.Limits;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the lists that rules empty or shorten, and the rules that took something from them: those
 * that keep out an item which the list has without rules, and those that left out a proposal.
 *
 * @param answers of the items to each rule
 */
record LostPlaces(
    ListName list,
    List<Rule> rules,
    List<ItemAnswers> answers,
    CustomerBits bits,
    History history) {

  private static final String BEFORE = "places_without_rules";
  private static final String AFTER = "places";
  private static final String TAKEN = "taken_by";
  private static final String LEFT_OUT = "left_out_by";
  private static final String BARRING = "barring";
  private static final String[] OWNER = {TracedLists.OWNER.name()};
  private static final String[] ITEM = {TracedLists.ITEM.name()};

  /** Compares lists of the same owners; runs one job over them. */
  ListLosses between(TracedLists withoutRules, TracedLists withRules) {
    Column left = coalesce(col(AFTER), lit(0L));
    Column takers =
        coalesce(col(TAKEN), lit(0L)).bitwiseOR(coalesce(col(LEFT_OUT), lit(0L))).as(TAKEN);
    List<Row> groups =
        before(withoutRules)
            .join(after(withRules), OWNER, "left_outer") // at most one row per owner on the right
            .select(left.equalTo(0).as("emptied"), left.lt(col(BEFORE)).as("fewer"), takers)
            .groupBy("emptied", "fewer", TAKEN)
            .agg(count(lit(1)))
            .collectAsList();
    long lists = 0;
    Map<Long, Long> emptied = new TreeMap<>();
    Map<Long, Long> shortened = new TreeMap<>();
    for (Row group : groups) {
      lists += group.getLong(3);
      if (group.getBoolean(1)) {
        (group.getBoolean(0) ? emptied : shortened)
            .merge(group.getLong(2), group.getLong(3), Long::sum);
      }
    }
    return new ListLosses(
        list.key(), lists, having(0, emptied), having(0, shortened), parts(emptied, shortened));
  }

  private List<ListLosses.Part> parts(Map<Long, Long> emptied, Map<Long, Long> shortened) {
    List<ListLosses.Part> parts = new ArrayList<>();
    for (int bit = 0; bit < rules.size(); bit++) {
      var part =
          new ListLosses.Part(
              rules.get(bit).name(), having(1L << bit, emptied), having(1L << bit, shortened));
      if (part.emptied() + part.shortened() > 0) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** How many lists were taken from by the rules of these bits, and maybe others. */
  private static long having(long bits, Map<Long, Long> counts) {
    return counts.entrySet().stream()
        .filter(group -> (group.getKey() & bits) == bits)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** One row per owner: the places without rules, and the rules that keep out what is there. */
  private Dataset<Row> before(TracedLists lists) {
    Dataset<Row> listed =
        lists
            .rows()
            .where(TracedLists.RANK.col().isNotNull())
            .select(TracedLists.OWNER.col(), TracedLists.ITEM.col())
            .join(barring(lists), ITEM, "left_outer"); // at most one row per item on the right
    Column taken = col(BARRING).bitwiseAND(coalesce(col(Limits.BITS), lit(bits.ofAll())));
    Dataset<Row> known =
        list.isOfItems() ? listed.withColumn(Limits.BITS, lit(-1L)) : viewed(listed);
    return known
        .groupBy(TracedLists.OWNER.col())
        .agg(count(lit(1)).as(BEFORE), bit_or(coalesce(taken, lit(0L))).as(TAKEN));
  }

  /**
   * With each customer's bits, those of rules about purchases only where they meet the purchase.
   */
  private Dataset<Row> viewed(Dataset<Row> listed) {
    String owner = TracedLists.OWNER.name();
    Dataset<Row> customers =
        bits.rows().withColumnRenamed(Affinities.CUSTOMER.name(), owner); // one row per customer
    Dataset<Row> known = listed.join(customers, OWNER, "left_outer");
    if (rules.stream().allMatch(rule -> rule.rest().isEmpty())) {
      return known;
    }
    Dataset<Row> bought =
        history
            .affinities()
            .rows()
            .select(
                Affinities.CUSTOMER.col().as(owner),
                Affinities.ITEM.col(),
                Affinities.LAST_BOUGHT.col());
    String[] pair = {owner, Affinities.ITEM.name()};
    return known
        .join(bought, pair, "left_outer") // at most one row per customer and item on the right
        .withColumn(Limits.BITS, coalesce(col(Limits.BITS), lit(bits.ofAll())).bitwiseAND(met()));
  }

  /** All bits but those of rules about purchases that do not meet this one. */
  private Column met() {
    Column met = lit(-1L);
    for (int bit = 0; bit < rules.size(); bit++) {
      if (rules.get(bit).rest().isPresent()) {
        Column from = lit(history.asOf().minus(rules.get(bit).rest().get()));
        Column lately = coalesce(Affinities.LAST_BOUGHT.col().gt(from), lit(false));
        met = met.bitwiseAND(when(lately, lit(-1L)).otherwise(lit(~(1L << bit))));
      }
    }
    return met;
  }

  /** One row per item that a rule of this list keeps out, with the bits of those rules. */
  private Dataset<Row> barring(TracedLists lists) {
    Map<String, Long> barring = new TreeMap<>();
    for (int bit = 0; bit < rules.size(); bit++) {
      Rule rule = rules.get(bit);
      if (rule.holdsIn(list) && (rule.keepsOut() || rule.rest().isPresent())) {
        for (String item : answers.get(bit).met()) {
          barring.merge(item, 1L << bit, (one, other) -> one | other);
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    barring.forEach((item, mask) -> rows.add(RowFactory.create(item, mask)));
    StructType schema =
        new StructType()
            .add(TracedLists.ITEM.name(), DataTypes.StringType)
            .add(BARRING, DataTypes.LongType);
    return lists.rows().sparkSession().createDataFrame(rows, schema);
  }

  /** One row per owner: the places under the rules, and the rules that left proposals out. */
  private Dataset<Row> after(TracedLists lists) {
    Column touching = lit(0L);
    for (int bit = 0; bit < rules.size(); bit++) {
      Column touched = array_contains(TracedLists.RULES.col(), rules.get(bit).name());
      touching = touching.bitwiseOR(when(touched, lit(1L << bit)).otherwise(lit(0L)));
    }
    Column isOut = TracedLists.RANK.col().isNull();
    return lists
        .rows()
        .groupBy(TracedLists.OWNER.col())
        .agg(
            count(TracedLists.RANK.col()).as(AFTER),
            bit_or(when(isOut, touching).otherwise(lit(0L))).as(LEFT_OUT));
  }
}
