package org.alsolike.jobs.steps;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alsolike.features.snapshots.Snapshots;
import org.alsolike.jobs.config.ConfigError;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.run.Console;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Interruption;
import org.alsolike.jobs.run.PeakMemory;
import org.alsolike.jobs.run.ProductVersion;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.RunLock;
import org.alsolike.jobs.run.RunRecord;
import org.alsolike.jobs.run.SparkSessions;
import org.alsolike.jobs.run.Stage;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.jobs.steps.ScoreStep.Results;
import org.alsolike.jobs.store.Stores;
import org.alsolike.serving.DamagedManifest;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.publish.Release.OlderAsOf;
import org.apache.spark.sql.SparkSession;

/**
 * A run from the sources to the served version: under the lock, recorded, resumed where an earlier
 * one stopped, and skipped when its result is served already.
 */
public final class Pipeline {

  /** What happens when a gate refuses. */
  public enum Refusals {
    STOP,
    ACCEPTED
  }

  /**
   * What a person allows that is refused otherwise.
   *
   * @param refusals of gates
   * @param older what becomes of a result whose as-of lies before the served one
   */
  public record Allowed(Refusals refusals, OlderAsOf older) {

    public static final Allowed NOTHING = new Allowed(Refusals.STOP, OlderAsOf.REFUSE);
  }

  private final Project project;
  private final Console console;
  private final String master;
  private final Allowed allowed;

  public Pipeline(Project project, Console console, String master, Allowed allowed) {
    this.project = project;
    this.console = console;
    this.master = master;
    this.allowed = allowed;
  }

  /** What is done once Spark has started. */
  @FunctionalInterface
  private interface Work<T> {
    T run(RunContext context, Steps steps);
  }

  /** What work left, and its record. */
  private record Recorded<T>(RunRecord record, double seconds, long peakMegabytes, T left) {}

  /** Runs up to a stage and gives the exit code; what stops it is thrown. */
  public ExitCode upTo(Stage last) {
    return upTo(last, Optional.empty());
  }

  /** Judges as a run does, and says by how much it is better than an earlier one. */
  public ExitCode comparedWith(String runId) {
    return upTo(Stage.EVALUATE, Optional.of(PastRun.of(project, runId)));
  }

  /** Judges the configuration at several cut-offs, each on the window after it. */
  public ExitCode at(List<LocalDate> cutOffs) {
    RollingCutOffs rolling = RollingCutOffs.of(project, cutOffs);
    return locked(Stage.EVALUATE, rolling.words(), (context, steps) -> rolling.run(context, steps));
  }

  /** Looks for better hyperparameters. */
  public ExitCode tune() {
    Tuning tuning = Tuning.of(project, windowStart());
    return locked(Stage.TRAIN, tuning.words(), (context, steps) -> tuning.run(context, steps));
  }

  private ExitCode upTo(Stage last, Optional<PastRun> compared) {
    Instant windowStart = windowStart();
    compared.ifPresent(past -> past.requireWindow(windowStart, project.asOf()));
    if (Stage.EVALUATE.within(last)) {
      GateStep.requireJudgedBaseline(project.settings());
    }
    String words =
        "judged on %s .. %s"
            .formatted(
                windowStart.atZone(project.settings().timezone()).toLocalDate(),
                project.asOfDate());
    return locked(
        last,
        words,
        (context, steps) ->
            new Stages(context, steps, allowed, compared)
                .run(
                    windowStart,
                    Incumbent.of(Stores.comparable(project), project.settings(), console),
                    last));
  }

  /** Answers a question from trained models, which are trained first where they are not. */
  public ExitCode ask(Inquiry inquiry) {
    Instant windowStart = windowStart();
    try (RunLock lock = lock()) {
      Inquiry.Answer answer =
          recorded(
                  lock,
                  Fingerprints.of(project),
                  console.withProgressAlone(),
                  (context, steps) -> {
                    context.record().note(RunRecord.ASKED, inquiry.name());
                    return new Stages(context, steps, allowed, Optional.empty())
                        .answer(windowStart, inquiry);
                  })
              .left();
      answer.lines().forEach(console::line);
      console.json(answer.json());
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was delisted after the project was opened must not come back with this run. */
  private RunLock lock() throws IOException {
    RunLock lock =
        RunLock.take(
            project.workspace().lockFile(), project.clock(), project.settings().timezone());
    try {
      if (project.knowsWhatIsDelisted()) {
        return lock;
      }
      throw new Stopped(
          ExitCode.LOCKED,
          "%s changed while this command began. Run it again"
              .formatted(project.workspace().delisted()));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private ExitCode locked(Stage last, String words, Work<Optional<Results>> work) {
    try (RunLock lock = lock()) {
      Fingerprints fingerprints = Fingerprints.of(project);
      Optional<Manifest> served = Stage.DIFF.within(last) ? served() : Optional.empty();
      if (served.filter(ours -> holds(ours, fingerprints)).isPresent()) {
        console.line(
            "Nothing to do: version %d already holds this result (inputs, configuration and as-of unchanged)."
                .formatted(served.get().version()));
        console.json(nothingToDo(served.get()));
        return ExitCode.DONE;
      }
      if (Stage.PUBLISH.within(last)) {
        Stores.requirePublishable(project, fingerprints.result(), allowed.older());
      }
      Interruption.announced(
          console,
          () -> {
            console.line(
                "%s, as of %s (%s), %s"
                    .formatted(
                        project.settings().project(),
                        project.asOfDate(),
                        project.settings().timezone(),
                        words));
            console.line("");
            tell(recorded(lock, fingerprints, console, work));
          });
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty where its manifest is damaged, so that it is made anew. */
  private Optional<Manifest> served() {
    try {
      return Stores.served(project);
    } catch (DamagedManifest replaced) {
      console.line("  note       the served version is made anew: " + replaced.getMessage());
      return Optional.empty();
    }
  }

  /** Not where it is damaged, so that it is made anew. */
  private boolean holds(Manifest served, Fingerprints fingerprints) {
    if (!served.fingerprint().equals(fingerprints.result())) {
      return false;
    }
    Optional<String> damage = Stores.damage(project, served);
    damage.ifPresent(
        found ->
            console.line(
                "  note       version %d is made anew: %s".formatted(served.version(), found)));
    return damage.isEmpty();
  }

  private static String nothingToDo(Manifest served) {
    return new ObjectMapper()
        .createObjectNode()
        .put("status", "nothing to do")
        .put("as_of", served.asOf().toString())
        .put("fingerprint", served.fingerprint())
        .put("published", served.version())
        .toPrettyString();
  }

  /** The start of the day that lies the holdout window before the as-of. */
  private Instant windowStart() {
    Settings settings = project.settings();
    Duration window = settings.evaluation().holdoutWindow();
    Instant start =
        project.asOfDate().minusDays(window.toDays()).atStartOfDay(settings.timezone()).toInstant();
    settings
        .propensity()
        .forEach(
            propensity -> {
              Duration within = propensity.outcome().within();
              if (start.plus(within).isAfter(project.asOf())) {
                throw new ConfigError(
                    "propensity %s: outcome.within must fit into evaluation.holdout_window (%d days), but is %d days"
                        .formatted(propensity.name(), window.toDays(), within.toDays()));
              }
            });
    return start;
  }

  private <T> Recorded<T> recorded(
      RunLock lock, Fingerprints fingerprints, Console shown, Work<T> work) {
    long started = System.nanoTime();
    Path folder = project.workspace().createRun(project.asOfDate().toString());
    RunRecord record =
        new RunRecord(folder, project.asOf().toString(), fingerprints.result(), versions());
    try (PeakMemory memory = new PeakMemory()) {
      shown.progress("start Spark");
      T left;
      SparkSession spark =
          SparkSessions.start(project.settings().project(), master, folder.resolve("log.txt"));
      String checkpoints = project.workspace().checkpoints();
      try {
        spark.sparkContext().setCheckpointDir(checkpoints);
        Snapshots snapshots = Snapshots.in(spark, project.workspace().snapshots());
        RunContext context = new RunContext(project, spark, snapshots, fingerprints, record, shown);
        left = work.run(context, new Steps(lock, record, shown));
      } finally {
        FileSet.at(checkpoints, spark.sparkContext().hadoopConfiguration()).delete();
        spark.stop();
      }
      double seconds = Steps.seconds(started);
      record.metric("seconds.total", seconds);
      record.metric("memory.peak_mb", memory.peakMegabytes());
      record.note("memory.measured", memory.measured());
      record.finish("done");
      return new Recorded<>(record, seconds, memory.peakMegabytes(), left);
    } catch (Exception | Error e) { // Spark throws checked exceptions without declaring them
      if (!Interruption.isUnderWay()) { // an interrupted run stays "running", and its lock is free
        record.note("error", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        record.finish(
            e instanceof Stopped stopped && stopped.code() == ExitCode.GATE_REFUSED
                ? "refused"
                : "failed");
      }
      throw e;
    }
  }

  private void tell(Recorded<Optional<Results>> run) {
    console.line("");
    console.line(
        "Done in %s, %.1f GB at most."
            .formatted(Console.duration(run.seconds()), run.peakMegabytes() / 1024.0));
    tryNext(run.record().folder(), run.left());
    console.json(run.record().json());
  }

  private void tryNext(Path folder, Optional<Results> published) {
    console.line("  Record     " + Project.shown(folder.resolve("run.json")));
    if (published.isEmpty()) {
      return;
    }
    console.line("  Exports    " + Project.shown(folder.resolve("exports")));
    List<String> lookUps = new ArrayList<>();
    published.get().aCustomer().ifPresent(id -> lookUps.add("show customer " + id));
    published.get().anItem().ifPresent(id -> lookUps.add("show item " + id));
    for (int i = 0; i < lookUps.size(); i++) {
      console.line("  %-10s ./alsolike %s".formatted(i == 0 ? "Try" : "", lookUps.get(i)));
    }
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("alsolike", ProductVersion.text());
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("java", System.getProperty("java.version"));
    versions.put("tribuo", org.tribuo.Tribuo.VERSION);
    return versions;
  }
}
