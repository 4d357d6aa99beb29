package org.alsolike.jobs.steps;

import static org.alsolike.jobs.run.Console.count;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.alsolike.audiences.SegmentSettings;
import org.alsolike.audiences.SegmentSummary;
import org.alsolike.audiences.Segments;
import org.alsolike.features.FeatureStore;
import org.alsolike.tables.Customers;
import org.alsolike.tables.Field;
import org.alsolike.tables.History;
import org.alsolike.tables.PropensityScores;
import org.alsolike.tables.SegmentMembers;
import org.apache.spark.sql.types.StructType;

/** Finds the members of each segment, and says who may be contacted. */
record SegmentMaker(RunContext context, FeatureStore store, History history) {

  List<SegmentMembers> of(List<PropensityScores> scores, List<String> lines) {
    Segments segments = new Segments(context.settings().timezone(), context.settings().project());
    List<SegmentMembers> all = new ArrayList<>();
    for (SegmentSettings settings : context.settings().segments()) {
      SegmentMembers members =
          segments.members(settings, history.customerFeatures(), scores, consent());
      SegmentMembers kept =
          new SegmentMembers(
              members.segment(),
              context.result(
                  "segment-" + members.segment(), context.fingerprints().result(), members.rows()));
      SegmentSummary summary = SegmentSummary.of(kept);
      context.record().note("segment." + settings.name(), noted(summary));
      lines.add(line(summary));
      all.add(kept);
    }
    return all;
  }

  private Customers consent() {
    return store
        .consentAsOf(history.asOf())
        .orElseGet(() -> new Customers(context.spark().createDataFrame(List.of(), nothing())));
  }

  private static StructType nothing() {
    StructType schema = new StructType();
    for (Field field : Customers.TABLE.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    return schema;
  }

  private static Map<String, Object> noted(SegmentSummary summary) {
    Map<String, Object> noted = new LinkedHashMap<>();
    noted.put("members", summary.members());
    noted.put("holdout", summary.holdout());
    noted.put("contactable", summary.contactable());
    summary.expectedBuyers().ifPresent(buyers -> noted.put("expected_buyers", buyers));
    noted.put("excluded", summary.excluded());
    return noted;
  }

  private static String line(SegmentSummary summary) {
    String buyers =
        summary
            .expectedBuyers()
            .map(expected -> String.format(Locale.ROOT, ", %.0f expected buyers", expected))
            .orElse("");
    List<String> excluded = new ArrayList<>();
    summary
        .excluded()
        .forEach(
            (reason, members) -> {
              if (members > 0) {
                excluded.add("%s %s".formatted(count(members), reason.replace('_', ' ')));
              }
            });
    return "segment %s: %s members%s, %s contactable%s"
        .formatted(
            summary.segment(),
            count(summary.members()),
            buyers,
            count(summary.contactable()),
            excluded.isEmpty() ? "" : " (" + String.join(", ", excluded) + ")");
  }
}
