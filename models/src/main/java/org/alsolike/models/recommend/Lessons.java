package org.alsolike.models.recommend;

import static java.util.stream.Collectors.partitioningBy;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.alsolike.models.recommend.trees.RankingRows;
import org.alsolike.tables.Purchases;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a ranker learns from one earlier window: the candidates of those who bought in it, and which
 * of them they took. It is collected: so many customers at most, each with what was taken and so
 * many other candidates, four bytes for each feature. A fifth of the latest window's customers are
 * kept for the trial, with all their candidates.
 *
 * @param customers from whom is learned at most
 * @param negatives wrong candidates per customer at most
 * @param trial whether this window's customers are also needed for the trial
 */
record Lessons(
    FirstStage stage,
    Catalogue catalogue,
    List<Candidates.Scope> scopes,
    int customers,
    int negatives,
    Trial trial) {

  /** What becomes of the customers of a window. */
  enum Trial {
    NONE,
    A_FIFTH;

    boolean takes(String customer) {
      return this == A_FIFTH && Math.floorMod(customer.hashCode() * 0x9E3779B9 >>> 8, 5) == 0;
    }
  }

  /**
   * @param learned from these the ranker learns
   * @param tried by these it is judged
   */
  record Taught(RankingRows learned, RankingRows tried) {
    static Taught together(List<Taught> parts) {
      return new Taught(
          RankingRows.together(parts.stream().map(Taught::learned).toList()),
          RankingRows.together(parts.stream().map(Taught::tried).toList()));
    }
  }

  private static final String TAKEN = "taken";
  private static final String CUSTOMER = "customer_id";
  private static final String SCOPE = "scope";
  private static final StructType SCHEMA =
      new StructType()
          .add(CUSTOMER, DataTypes.StringType)
          .add(SCOPE, DataTypes.IntegerType)
          .add("tried", DataTypes.BooleanType)
          .add("values", DataTypes.BinaryType)
          .add("labels", DataTypes.BinaryType);

  private static final Comparator<Row> BY_CUSTOMER_AND_SCOPE =
      Holdings.BY_CUSTOMER.thenComparingInt(row -> row.getInt(1));

  /** What is learned for each scope. */
  Map<Candidates.Scope, Taught> of(Past.Episode episode) {
    Dataset<Row> taken =
        episode
            .before()
            .withoutGiants(episode.after().rows())
            .where(Purchases.CUSTOMER.col().isNotNull())
            .groupBy(Purchases.CUSTOMER.col())
            .agg(collect_set(Purchases.ITEM.col()).as(TAKEN));
    // one row per customer on both sides
    Dataset<Row> buyers =
        Ranking.customers(episode.before()).join(sampled(taken), Purchases.CUSTOMER.name());
    var context = JavaSparkContext.fromSparkContext(buyers.sparkSession().sparkContext());
    var work = new Work(stage, catalogue, scopes, negatives, trial);
    // ordered here: to find the bounds of its partitions, Spark would score every customer twice
    List<Row> rows =
        buyers
            .mapPartitions(new InPartition(context.broadcast(work)), Encoders.row(SCHEMA))
            .collectAsList()
            .stream()
            .sorted(BY_CUSTOMER_AND_SCOPE)
            .toList();
    Map<Candidates.Scope, Taught> lessons = new EnumMap<>(Candidates.Scope.class);
    for (int scope = 0; scope < scopes.size(); scope++) {
      int number = scope;
      Map<Boolean, List<Row>> parts =
          rows.stream()
              .filter(row -> row.getInt(1) == number)
              .collect(partitioningBy(row -> row.getBoolean(2)));
      lessons.put(
          scopes.get(scope), new Taught(together(parts.get(false)), together(parts.get(true))));
    }
    return lessons;
  }

  private Dataset<Row> sampled(Dataset<Row> taken) {
    long all = taken.count();
    if (all <= customers) {
      return taken;
    }
    long slices = 1_000_000;
    long kept = (long) ((double) customers / all * slices);
    return taken.where(pmod(xxhash64(Purchases.CUSTOMER.col()), lit(slices)).lt(kept));
  }

  private RankingRows together(List<Row> rows) {
    List<String> features = stage.features();
    int[] groups = new int[rows.size()];
    int count = 0;
    for (int group = 0; group < groups.length; group++) {
      groups[group] = rows.get(group).<byte[]>getAs(4).length / Float.BYTES;
      count += groups[group];
    }
    FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(count, features.size()));
    FloatBuffer labels = FloatBuffer.allocate(count);
    for (Row row : rows) {
      values.put(ByteBuffer.wrap(row.<byte[]>getAs(3)).asFloatBuffer());
      labels.put(ByteBuffer.wrap(row.<byte[]>getAs(4)).asFloatBuffer());
    }
    return new RankingRows(features, values.array(), labels.array(), groups);
  }

  private record Work(
      FirstStage stage,
      Catalogue catalogue,
      List<Candidates.Scope> scopes,
      int negatives,
      Trial trial)
      implements java.io.Serializable {}

  private record InPartition(Broadcast<Work> work) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> customers) {
      Pupil pupil = new Pupil(work.value());
      List<Row> lessons = new ArrayList<>();
      customers.forEachRemaining(row -> pupil.learn(row, lessons));
      return lessons.iterator();
    }
  }

  private static final class Pupil {
    private final Work work;
    private final Proposals proposals;
    private final int width;

    Pupil(Work work) {
      this.work = work;
      proposals = new Proposals(work.stage(), work.catalogue().size());
      width = work.stage().features().size();
    }

    void learn(Row row, List<Row> lessons) {
      Profile profile = Profile.read(row, work.catalogue());
      proposals.score(profile);
      Set<Integer> taken = new HashSet<>();
      row.<String>getList(row.fieldIndex(TAKEN))
          .forEach(item -> taken.add(work.catalogue().number(item)));
      for (int scope = 0; scope < work.scopes().size(); scope++) {
        learn(profile, scope, taken, lessons);
      }
    }

    private void learn(Profile profile, int scope, Set<Integer> taken, List<Row> lessons) {
      int found = proposals.among(work.scopes().get(scope).of(profile));
      boolean tried = work.trial().takes(profile.customer());
      int[] chosen = chosen(profile.customer(), found, taken, tried ? found : work.negatives());
      boolean anyTaken = false;
      FloatBuffer values = FloatBuffer.allocate(chosen.length * width);
      FloatBuffer labels = FloatBuffer.allocate(chosen.length);
      for (int at = 0; at < chosen.length; at++) {
        proposals.write(chosen[at], values.array(), at * width);
        boolean right = taken.contains(proposals.item(chosen[at]));
        anyTaken |= right;
        labels.put(right ? 1 : 0);
      }
      if (anyTaken) {
        lessons.add(
            RowFactory.create(profile.customer(), scope, tried, bytes(values), bytes(labels)));
      }
    }

    /** All that were taken, and of the others so many as are wanted. */
    private int[] chosen(String customer, int found, Set<Integer> taken, int negatives) {
      SplittableRandom random = new SplittableRandom(customer.hashCode());
      List<Integer> chosen = new ArrayList<>();
      int left = negatives;
      for (int at = 0; at < found; at++) {
        boolean right = taken.contains(proposals.item(at));
        boolean drawn = random.nextInt(found - at) < left;
        if (right || drawn) {
          chosen.add(at);
        }
        left -= drawn ? 1 : 0;
      }
      return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] bytes(FloatBuffer floats) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * floats.capacity());
      bytes.asFloatBuffer().put(floats.array());
      return bytes.array();
    }
  }
}
