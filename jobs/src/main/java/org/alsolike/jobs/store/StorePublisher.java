package org.alsolike.jobs.store;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import org.alsolike.serving.Part;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.Publication;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.alsolike.serving.publish.ReleaseSize;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Stages tables from inside Spark and has them published as one version.
 *
 * @param fingerprint of the whole result
 * @param models that made it, for the manifest: name and fingerprint
 * @param notes for the manifest
 * @param older what to do when a later as-of is served
 */
public record StorePublisher(
    Project project,
    String fingerprint,
    Map<String, String> models,
    Map<String, String> notes,
    OlderAsOf older) {

  private static final int PARTITIONS = 4;

  /**
   * @param tables entries by the part that they fill
   */
  public Publication publish(Map<Part, Dataset<Row>> tables, Console console) {
    HadoopStaging all = new HadoopStaging(project.workspace().staging());
    try {
      all.delete(); // what crashed runs left, whatever they made; nobody else has the run's lock
    } catch (IOException e) {
      throw new StoreUnavailable(
          "The staging area %s cannot be used: %s".formatted(all.folder(), e.getMessage()), e);
    }
    Dataset<Row> entries = tables.values().stream().reduce(Dataset::unionByName).orElseThrow();
    HadoopStaging staging = new HadoopStaging(all.folder() + fingerprint.substring(0, 16));
    try {
      return published(tables.keySet(), entries, staging, console);
    } finally {
      deleteQuietly(all);
    }
  }

  /** What came of the publish counts; the next run removes what resists. */
  private static void deleteQuietly(HadoopStaging all) {
    try {
      all.delete();
    } catch (IOException resisting) {
      // It takes room, and nobody reads it.
    }
  }

  private Publication published(
      Set<Part> parts, Dataset<Row> entries, HadoopStaging staging, Console console) {
    Publisher publisher =
        Stores.publisher(project, project.clock())
            .telling(step -> console.detail("publish: " + step.words()));
    try (Loading loading = publisher.begin(staging, size(entries))) {
      List<Receipt> receipts = StagedEntries.write(entries, PARTITIONS, loading.writers());
      return loading.publish(release(parts, receipts));
    }
  }

  /** Costs a look at every entry, so only a store of bounded memory is told. */
  private Optional<ReleaseSize> size(Dataset<Row> entries) {
    if (!project.store().needsRoom()) {
      return Optional.empty();
    }
    Column bytes = length(col(StoreEntries.KEY)).plus(length(col(StoreEntries.VALUE)));
    Row sums = entries.agg(count(lit(1)), coalesce(sum(bytes), lit(0L))).head();
    return Optional.of(new ReleaseSize(sums.getLong(0), sums.getLong(1)));
  }

  private Release release(Set<Part> parts, List<Receipt> receipts) {
    return new Release(
        project.settings().project(),
        project.settings().timezone(),
        fingerprint,
        project.asOf(),
        parts,
        receipts,
        models,
        notes,
        older);
  }
}
