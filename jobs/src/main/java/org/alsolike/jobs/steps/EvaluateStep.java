package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;
import static org.alsolike.models.recommend.rules.ListName.BUY_AGAIN;
import static org.alsolike.models.recommend.rules.ListName.FOR_YOU;
import static org.alsolike.models.recommend.rules.ListName.NEXT_BASKET;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.steps.Steps.Left;
import org.alsolike.jobs.steps.TrainStep.NamedModel;
import org.alsolike.models.evaluate.Bootstrap;
import org.alsolike.models.evaluate.JudgedList;
import org.alsolike.models.evaluate.JudgedLists;
import org.alsolike.models.evaluate.Judgement;
import org.alsolike.models.evaluate.ListJudging;
import org.alsolike.models.evaluate.Slice;
import org.alsolike.models.evaluate.Slicing;
import org.alsolike.models.evaluate.SoldItems;
import org.alsolike.models.evaluate.Task;
import org.alsolike.models.recommend.Candidates;
import org.alsolike.models.recommend.GatheredCustomers;
import org.alsolike.models.recommend.Giants;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.Viewers;
import org.alsolike.models.recommend.inprocess.Parallel;
import org.alsolike.tables.CustomerMetrics;
import org.alsolike.tables.Field;
import org.alsolike.tables.History;
import org.alsolike.tables.PopularItems;
import org.alsolike.tables.Purchases;
import org.alsolike.tables.Recommendations;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Judges every model, and the lists as they would be published, on the window.
 *
 * @param history what was known when the window began
 * @param window what was bought in it
 * @param incumbent what is served, if its lists are judged too
 * @param place below the folder of what this run judged; empty but for further cut-offs
 */
record EvaluateStep(
    RunContext context,
    History history,
    Purchases window,
    Map<Recommender, NamedModel> models,
    Optional<Incumbent> incumbent,
    String place) {

  /** The name under which the configuration of the served version is judged. */
  static final String SERVED_VERSION = "served_version";

  /** How many customers are left out of judging. */
  static final String GIANTS = "eval.giants";

  private static final String CUSTOMER_METRICS = "customer_metrics";
  private static final int AT_ONCE = 4;

  Left<Judgement> run() {
    Judgement judgement = judged();
    context
        .record()
        .note(
            PastRun.JUDGED,
            new PastRun("", history.asOf(), context.project().asOf(), customerMetrics()).noted());
    judgement.asMetrics().forEach(context.record()::metric);
    context.record().metric(GIANTS, history.giants().size());
    Differences.between(
            judgement, FOR_YOU.key(), SERVED_VERSION, context.settings().evaluation().k())
        .forEach(context.record()::metric);
    return Left.of(judgement, lines(judgement));
  }

  /** The same without a word in the run's record. */
  Judgement judged() {
    Settings.Evaluation evaluation = context.settings().evaluation();
    JudgedLists lists = written(JudgedLists.of(contenders()));
    SoldItems sold = SoldItems.before(history);
    ListJudging judging =
        new ListJudging(
            evaluation.k(),
            new Bootstrap(evaluation.replicates(), evaluation.seed()),
            Slicing.of(evaluation.heavyFrom(), customersByCountry(), evaluation.countries()));
    CustomerMetrics metrics =
        new CustomerMetrics(
            kept(CUSTOMER_METRICS, judging.perCustomer(history, sold, window, lists).rows()));
    return judging.judge(metrics, sold, lists);
  }

  /** Side by side: what is read of models is little, and mostly waits for small jobs. */
  private List<JudgedList> contenders() {
    List<Supplier<List<JudgedList>>> makers = new ArrayList<>();
    makers.add(() -> published(context.settings().recommendations()));
    incumbent.ifPresent(served -> makers.add(() -> List.of(served(served.settings()))));
    int depth = Collections.max(context.settings().evaluation().k());
    models.values().forEach(model -> makers.add(() -> raw(model, depth)));
    return Parallel.all(makers, AT_ONCE).stream().flatMap(List::stream).toList();
  }

  private JudgedLists written(JudgedLists lists) {
    return GatheredCustomers.during(
        history, buyers(), () -> lists.readBack(kept("judged_lists", lists.rows())));
  }

  /** Nobody else's lists are judged, and a window holds a part of the customers. */
  private Viewers buyers() {
    return new Viewers.Those(
        history.withoutGiants(window.rows()).where(Purchases.CUSTOMER.col().isNotNull()));
  }

  /** What customers would really have seen: for_you for first purchases, the others for all. */
  private List<JudgedList> published(Settings.Recommendations settings) {
    ListMaker maker = maker(settings);
    PopularItems popular = popular(FOR_YOU.key(), maker);
    Recommendations forYou = maker.forYou(popular).forCustomers();
    Recommendations nextBasket = maker.nextBasket(popular).forCustomers();
    Recommendations buyAgain = maker.buyAgain().forCustomers();
    return List.of(
        JudgedList.served(FOR_YOU.key(), Task.FIRST, forYou, popular),
        JudgedList.served(NEXT_BASKET.key(), Task.ALL, nextBasket, popular),
        JudgedList.raw(BUY_AGAIN.key(), Task.ALL, buyAgain));
  }

  /** What the configuration of the served version would show for first purchases. */
  private JudgedList served(Settings.Recommendations settings) {
    ListMaker maker = maker(settings);
    PopularItems popular = popular(SERVED_VERSION, maker);
    Recommendations forYou = maker.forYou(popular).forCustomers();
    return JudgedList.served(SERVED_VERSION, Task.FIRST, forYou, popular);
  }

  private PopularItems popular(String name, ListMaker maker) {
    return new PopularItems(kept("popular-for-" + name, maker.popular().rows()));
  }

  private ListMaker maker(Settings.Recommendations settings) {
    return new ListMaker(settings, history, recommender -> models.get(recommender).model())
        .seenBy(buyers());
  }

  private List<JudgedList> raw(NamedModel named, int depth) {
    return List.of(
        raw(named, Task.FIRST, Candidates.UNSEEN, depth),
        raw(named, Task.ALL, Candidates.ALL, depth));
  }

  private JudgedList raw(NamedModel named, Task task, Candidates candidates, int depth) {
    return JudgedList.raw(
        named.name(),
        task,
        named.model().forCustomers(history, candidates.seenBy(buyers()), depth));
  }

  private Map<String, Long> customersByCountry() {
    Field country = CustomerMetrics.COUNTRY;
    Map<String, Long> customers = new TreeMap<>();
    if (history.customerFeatures().schema().find(country.name()).isPresent()) {
      history
          .customerFeatures()
          .rows()
          .where(country.col().isNotNull())
          .groupBy(country.col())
          .count()
          .collectAsList()
          .forEach(row -> customers.put(row.getString(0), row.getLong(1)));
    }
    return customers;
  }

  private Dataset<Row> kept(String table, Dataset<Row> rows) {
    return context.snapshot(nameOf(table), fingerprint(), rows);
  }

  /** The snapshot in which a run keeps what it judged, customer by customer. */
  String customerMetrics() {
    return nameOf(CUSTOMER_METRICS);
  }

  private String nameOf(String table) {
    return "evaluation/%s/%s%s".formatted(Fingerprints.shortened(fingerprint()), place, table);
  }

  private String fingerprint() {
    return context.fingerprints().judged(history.asOf(), incumbent.map(Incumbent::settings));
  }

  private List<String> lines(Judgement judgement) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s customers bought, %s something new to them; %s new ones apart"
            .formatted(
                count(judgement.customers(Task.ALL, Slice.KNOWN)),
                count(judgement.customers(Task.FIRST, Slice.KNOWN)),
                count(judgement.customers(Task.ALL, Slice.NEW))));
    Giants.notJudged(history).ifPresent(lines::add);
    int k = context.settings().evaluation().k().get(0);
    lines.addAll(ComparisonTable.lines(judgement, k));
    lines.addAll(SliceLines.of(judgement, FOR_YOU.key(), Task.FIRST, k));
    return lines;
  }
}
