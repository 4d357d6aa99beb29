package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
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
 * of them they took.
 */
record Lessons(
    FirstStage stage, Catalogue catalogue, List<Candidates.Scope> scopes, Blend settings) {

  private static final String TAKEN = "taken";
  private static final String CUSTOMER = "customer_id";
  private static final String SCOPE = "scope";
  private static final StructType SCHEMA =
      new StructType()
          .add(CUSTOMER, DataTypes.StringType)
          .add(SCOPE, DataTypes.IntegerType)
          .add("values", DataTypes.BinaryType)
          .add("labels", DataTypes.BinaryType);

  /** What is learned for each scope. */
  Map<Candidates.Scope, RankingRows> of(Past.Episode episode) {
    Dataset<Row> taken =
        episode
            .after()
            .rows()
            .where(Purchases.CUSTOMER.col().isNotNull())
            .groupBy(Purchases.CUSTOMER.col())
            .agg(collect_set(Purchases.ITEM.col()).as(TAKEN));
    // one row per customer on both sides
    Dataset<Row> customers =
        Ranking.customers(episode.before()).join(sampled(taken), Purchases.CUSTOMER.name());
    var context = JavaSparkContext.fromSparkContext(customers.sparkSession().sparkContext());
    var work = new Work(stage, catalogue, scopes, settings.negatives());
    List<Row> rows =
        customers
            .mapPartitions(new InPartition(context.broadcast(work)), Encoders.row(SCHEMA))
            .orderBy(CUSTOMER, SCOPE)
            .collectAsList();
    Map<Candidates.Scope, RankingRows> lessons = new EnumMap<>(Candidates.Scope.class);
    for (int scope = 0; scope < scopes.size(); scope++) {
      int number = scope;
      lessons.put(
          scopes.get(scope),
          together(rows.stream().filter(row -> row.getInt(1) == number).toList()));
    }
    return lessons;
  }

  private Dataset<Row> sampled(Dataset<Row> taken) {
    long all = taken.count();
    if (all <= settings.maxCustomers()) {
      return taken;
    }
    long slices = 1_000_000;
    long kept = (long) ((double) settings.maxCustomers() / all * slices);
    return taken.where(pmod(xxhash64(Purchases.CUSTOMER.col()), lit(slices)).lt(kept));
  }

  private RankingRows together(List<Row> rows) {
    List<String> features = stage.features();
    int[] groups = new int[rows.size()];
    int count = 0;
    for (int group = 0; group < groups.length; group++) {
      groups[group] = rows.get(group).<byte[]>getAs(3).length / Float.BYTES;
      count += groups[group];
    }
    FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(count, features.size()));
    FloatBuffer labels = FloatBuffer.allocate(count);
    for (Row row : rows) {
      values.put(ByteBuffer.wrap(row.getAs(2)).asFloatBuffer());
      labels.put(ByteBuffer.wrap(row.getAs(3)).asFloatBuffer());
    }
    return new RankingRows(features, values.array(), labels.array(), groups);
  }

  private record Work(
      FirstStage stage, Catalogue catalogue, List<Candidates.Scope> scopes, int negatives)
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
      int[] chosen =
          chosen(profile.customer(), proposals.among(work.scopes().get(scope).of(profile)), taken);
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
        lessons.add(RowFactory.create(profile.customer(), scope, bytes(values), bytes(labels)));
      }
    }

    /** All that were taken, and of the others so many as are wanted. */
    private int[] chosen(String customer, int found, Set<Integer> taken) {
      SplittableRandom random = new SplittableRandom(customer.hashCode());
      List<Integer> chosen = new ArrayList<>();
      int left = work.negatives();
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
