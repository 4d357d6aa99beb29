package org.alsolike.jobs.steps;

import org.alsolike.features.snapshots.Snapshots;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.RunRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What every step works with. */
record RunContext(
    Project project,
    SparkSession spark,
    Snapshots snapshots,
    Fingerprints fingerprints,
    RunRecord record,
    Console console) {

  Settings settings() {
    return project.settings();
  }

  /** The snapshot of this name, written first where there is none yet. */
  Dataset<Row> snapshot(String name, String fingerprint, Dataset<Row> rows) {
    return snapshots.holds(name) ? snapshots.read(name) : snapshots.write(name, fingerprint, rows);
  }

  /**
   * A table that is published or exported.
   *
   * @param fingerprint of what it is made from
   */
  Dataset<Row> result(String name, String fingerprint, Dataset<Row> rows) {
    return snapshot(
        "results/%s/%s".formatted(Fingerprints.shortened(fingerprint), name), fingerprint, rows);
  }

  /** Rows of a snapshot, from its manifest. */
  long rows(String name) {
    return snapshots.manifest(name).rows();
  }
}
