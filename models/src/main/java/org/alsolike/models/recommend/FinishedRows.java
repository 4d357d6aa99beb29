package org.alsolike.models.recommend;

import static java.util.stream.Collectors.groupingBy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.alsolike.models.recommend.Proposal.Placed;
import org.alsolike.tables.PopularItems;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Finishes one list after the other; the popular items and the order are broadcast. */
record FinishedRows(
    Map<String, List<Popular>> byCountry,
    ListViewer.Allowed allowed,
    ListOrder order,
    int depth,
    int size)
    implements Serializable {

  static final String LISTED = "listed";

  static final StructType TRACED = schema();

  record Popular(String item, double score) implements Serializable {}

  private static StructType schema() {
    StructType schema = new StructType();
    for (var field : TracedLists.TABLE.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    return schema;
  }

  static FinishedRows of(Finishing finishing, Optional<PopularItems> popular) {
    return new FinishedRows(
        popular.map(FinishedRows::byCountry).orElseGet(HashMap::new),
        ListViewer.Allowed.by(finishing.candidates()),
        finishing.order(),
        finishing.depth(),
        finishing.size());
  }

  private static Map<String, List<Popular>> byCountry(PopularItems popular) {
    Map<String, List<Row>> rows =
        popular.rows().orderBy(PopularItems.RANK.col()).collectAsList().stream()
            .collect(groupingBy(row -> row.getString(0)));
    Map<String, List<Popular>> byCountry = new HashMap<>();
    rows.forEach(
        (country, items) ->
            byCountry.put(
                country,
                new ArrayList<>(
                    items.stream()
                        .map(row -> new Popular(row.getString(2), row.getDouble(3)))
                        .toList())));
    return byCountry;
  }

  /** Reads rows (owner, country, what the owner holds or null, what is listed or null, bits). */
  record InPartition(Broadcast<FinishedRows> shared) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> owners) {
      FinishedRows finish = shared.value();
      Iterable<Row> once = () -> owners;
      return StreamSupport.stream(once.spliterator(), false).flatMap(finish::finished).iterator();
    }
  }

  private Stream<Row> finished(Row owner) {
    String id = owner.getString(0);
    ListViewer viewer = ListViewer.of(owner, allowed);
    List<Proposal> proposals = listed(owner);
    fill(proposals, owner.getString(1), viewer);
    return order.placed(proposals, viewer, size).stream().map(placed -> row(id, placed));
  }

  private void fill(List<Proposal> proposals, String country, ListViewer viewer) {
    Set<String> taken = new HashSet<>();
    proposals.forEach(proposal -> taken.add(proposal.item()));
    if (!country.equals(PopularItems.EVERYWHERE)) {
      fill(proposals, taken, viewer, country, Fallback.POPULAR_IN_COUNTRY);
    }
    fill(proposals, taken, viewer, PopularItems.EVERYWHERE, Fallback.POPULAR);
  }

  private void fill(
      List<Proposal> proposals, Set<String> taken, ListViewer viewer, String country, String tier) {
    for (Popular popular : byCountry.getOrDefault(country, List.of())) {
      if (proposals.size() >= depth) {
        return;
      }
      String item = popular.item();
      if (viewer.isNewTo(item) && viewer.mayBeShown(item) && taken.add(item)) {
        proposals.add(new Proposal(item, popular.score(), tier, proposals.size() + 1));
      }
    }
  }

  private List<Proposal> listed(Row owner) {
    List<Proposal> proposals = new ArrayList<>();
    if (!owner.isNullAt(3)) {
      Comparator<Row> byRank = Comparator.comparingLong(row -> row.getLong(0));
      owner.<Row>getList(3).stream()
          .sorted(byRank)
          .limit(depth)
          .forEach(one -> proposals.add(proposal(one, proposals.size() + 1)));
    }
    return proposals;
  }

  private static Proposal proposal(Row one, int place) {
    return new Proposal(one.getString(1), one.getDouble(2), one.getString(3), place);
  }

  private static Row row(String owner, Placed placed) {
    Proposal proposal = placed.proposal();
    return RowFactory.create(
        owner,
        placed.rank() == 0 ? null : placed.rank(),
        proposal.item(),
        proposal.score(),
        proposal.tier(),
        proposal.place(),
        placed.rules().toArray(String[]::new));
  }
}
