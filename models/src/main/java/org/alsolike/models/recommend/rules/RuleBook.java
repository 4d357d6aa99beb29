package org.alsolike.models.recommend.rules;

import static org.apache.spark.sql.functions.lit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.Limits;
import org.alsolike.models.recommend.ListOrder;
import org.alsolike.models.recommend.TracedLists;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.History;
import org.alsolike.tables.ItemFeatures;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A shop's rules with what items and customers answer to them at one moment. */
public final class RuleBook {

  /** So many rules that each has a bit of a number. */
  public static final int MOST = 63;

  /** Rules that have a say in the order look at so many proposals for each place of a list. */
  private static final int DEPTH = 5;

  private static final int LEAST_DEPTH = 100;

  private final List<Rule> rules;
  private final List<ItemAnswers> answers;
  private final long items;
  private final History history;

  private RuleBook(List<Rule> rules, List<ItemAnswers> answers, long items, History history) {
    this.rules = List.copyOf(rules);
    this.answers = List.copyOf(answers);
    this.items = items;
    this.history = history;
  }

  /**
   * Checks the SQL of rules before any job runs.
   *
   * @throws IllegalArgumentException naming the key, what was found and what is expected
   */
  public static void check(
      SparkSession spark, List<Rule> rules, FeatureSchema items, FeatureSchema customers) {
    for (Rule rule : rules) {
      rule.asks(new ItemSql(spark, rule.name(), items));
      rule.customers().ifPresent(sql -> CustomerBits.condition(spark, rule.name(), sql, customers));
    }
  }

  /** Asks the items as they were at the history's as-of; one job for all rules. */
  public static RuleBook of(List<Rule> rules, History history) {
    if (rules.isEmpty()) {
      return new RuleBook(rules, List.of(), 0, history);
    }
    ItemFeatures items = history.itemFeatures();
    SparkSession spark = items.rows().sparkSession();
    List<Column> asked = new ArrayList<>(List.of(ItemFeatures.ITEM.col()));
    for (Rule rule : rules) {
      Column answer = rule.asks(new ItemSql(spark, rule.name(), items.schema()));
      asked.add(answer.cast("string").as("answer_" + asked.size()));
    }
    List<Row> rows = items.rows().select(asked.toArray(Column[]::new)).collectAsList();
    List<ItemAnswers> answers = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      answers.add(ItemAnswers.of(rows, rule + 1, ItemLikeness.NONE));
    }
    return new RuleBook(rules, answers, rows.size(), history);
  }

  /** The same rules, which now know how alike items are. */
  public RuleBook knowing(ItemLikeness likeness) {
    return new RuleBook(
        rules, answers.stream().map(answer -> answer.with(likeness)).toList(), items, history);
  }

  /** Whether a rule of this list compares items by what the also_like recommender says. */
  public boolean needSimilarity(ListName list) {
    return rules.stream().anyMatch(rule -> rule.holdsIn(list) && rule.needsSimilarity());
  }

  /** Ids of the items that no list of this name may hold, whoever looks at it. */
  public Set<String> excluded(ListName list) {
    Set<String> excluded = new TreeSet<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (keepsFromAll(rules.get(rule)) && rules.get(rule).holdsIn(list)) {
        excluded.addAll(answers.get(rule).met());
      }
    }
    return excluded;
  }

  private static boolean keepsFromAll(Rule rule) {
    return rule.keepsOut() && rule.customers().isEmpty();
  }

  /** The same candidates without what rules keep out of this list. */
  public Candidates among(Candidates candidates, ListName list) {
    List<Limits.Barred> barred = new ArrayList<>();
    List<Limits.Resting> resting = new ArrayList<>();
    boolean someCustomers = false;
    for (int bit = 0; bit < rules.size(); bit++) {
      Rule rule = rules.get(bit);
      if (rule.holdsIn(list)) {
        Set<String> items = answers.get(bit).met();
        if (rule.keepsOut() && !keepsFromAll(rule)) {
          barred.add(new Limits.Barred(bit, items));
        }
        if (rule.rest().isPresent()) {
          resting.add(new Limits.Resting(bit, days(rule.rest().get()), items));
        }
        someCustomers |= rule.customers().isPresent();
      }
    }
    Candidates left = candidates.without(excluded(list));
    boolean nothingElse = barred.isEmpty() && resting.isEmpty() && moves(list).isEmpty();
    return nothingElse
        ? left
        : left.within(
            someCustomers
                ? Limits.bySome(bits().rows(), bits().ofAll(), barred, resting)
                : Limits.byAll(bits().ofAll(), barred, resting));
  }

  /**
   * Names of the rules that keep an item out of a customer's list, whatever is proposed; runs a
   * job.
   *
   * @param daysSince from the customer's last purchase of the item to the as-of; NaN: none
   */
  public List<String> against(ListName list, String customer, String item, double daysSince) {
    long bits = bits().of(customer);
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < rules.size(); bit++) {
      Rule rule = rules.get(bit);
      boolean concerns =
          rule.holdsIn(list) && (bits >>> bit & 1) == 1 && answers.get(bit).met().contains(item);
      boolean rests = rule.rest().filter(rest -> daysSince < days(rest)).isPresent();
      if (concerns && (rule.keepsOut() || rests)) {
        names.add(rule.name());
      }
    }
    return names;
  }

  /** What the rules keep out before the best are chosen; those that only reorder are absent. */
  public List<RuleEffects.KeptOut> keptOut() {
    List<RuleEffects.KeptOut> effects = new ArrayList<>();
    for (int bit = 0; bit < rules.size(); bit++) {
      Rule rule = rules.get(bit);
      if (rule.keepsOut() || rule.rest().isPresent()) {
        long items = answers.get(bit).met().size();
        long pairs = rule.rest().isPresent() ? pairs(bit) : -1;
        effects.add(new RuleEffects.KeptOut(rule.name(), items, customers(bit), pairs));
      }
    }
    return effects;
  }

  /** Rules that want opposite things; runs a job over the customers. */
  public List<Contradiction> contradictions() {
    return new Contradictions(rules, answers, items, bits().counts()).found();
  }

  /** What the lists of this name lose by the rules; runs a job over the lists. */
  public ListLosses losses(ListName list, TracedLists withoutRules, TracedLists withRules) {
    return new LostPlaces(list, rules, answers, bits(), history).between(withoutRules, withRules);
  }

  private long customers(int bit) {
    return rules.get(bit).customers().isEmpty() ? -1 : bits().having(bit).count();
  }

  /** Pairs of customer and item that a rule about purchases meets. */
  private long pairs(int bit) {
    Duration rest = rules.get(bit).rest().orElseThrow();
    Column lately = Affinities.LAST_BOUGHT.col().gt(lit(history.asOf().minus(rest)));
    Dataset<Row> affinities = history.affinities().rows().where(lately);
    List<String> items = List.copyOf(answers.get(bit).met());
    Dataset<Row> met =
        affinities
            .sparkSession()
            .createDataset(items, Encoders.STRING())
            .toDF(Affinities.ITEM.name());
    Dataset<Row> bought = affinities.join(met, Affinities.ITEM.name()); // one row per item
    return rules.get(bit).customers().isEmpty()
        ? bought.count()
        : bought.join(bits().having(bit), Affinities.CUSTOMER.name()).count();
  }

  private static double days(Duration length) {
    return length.toMillis() / (double) Duration.ofDays(1).toMillis();
  }

  /** The order of a list of this name. */
  public ListOrder order(ListName list) {
    List<RuledOrder.Active> moves = moves(list);
    return moves.isEmpty() ? ListOrder.AS_PROPOSED : new RuledOrder(new ArrayList<>(moves));
  }

  /** How many proposals it takes to fill so many places of this list. */
  public int depth(ListName list, int size) {
    return moves(list).isEmpty() ? size : Math.max(DEPTH * size, LEAST_DEPTH);
  }

  /** Whether a rule has a say in the order of this list. */
  public boolean reorder(ListName list) {
    return !moves(list).isEmpty();
  }

  /** The rules, in the order of the configuration. */
  public List<Rule> rules() {
    return rules;
  }

  private List<RuledOrder.Active> moves(ListName list) {
    List<RuledOrder.Active> moves = new ArrayList<>();
    for (int bit = 0; bit < rules.size(); bit++) {
      Rule rule = rules.get(bit);
      if (rule.holdsIn(list)) {
        int number = bit;
        rule.move(answers.get(bit))
            .ifPresent(move -> moves.add(new RuledOrder.Active(number, rule.name(), move)));
      }
    }
    return moves;
  }

  private CustomerBits bits() {
    return new CustomerBits(rules, history.customerFeatures());
  }
}
