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

  /** A table that is published or exported by this very configuration. */
  Dataset<Row> result(String name, Dataset<Row> rows) {
    String fingerprint = fingerprints.result();
    return snapshot(results(fingerprint) + name, fingerprint, rows);
  }

  /** Below it lie the results of the run that has this fingerprint. */
  static String results(String fingerprint) {
    return "results/" + Fingerprints.shortened(fingerprint) + "/";
  }

  /** Rows of a snapshot, from its manifest. */
  long rows(String name) {
    return snapshots.manifest(name).rows();
  }
}
