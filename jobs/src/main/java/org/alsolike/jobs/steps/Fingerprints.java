package org.alsolike.jobs.steps;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.alsolike.audiences.SegmentSettings;
import org.alsolike.features.FeatureStore;
import org.alsolike.features.events.Forgotten;
import org.alsolike.features.events.InputFiles;
import org.alsolike.jobs.config.Canonical;
import org.alsolike.jobs.config.Settings;
import org.alsolike.jobs.forget.Tombstones;
import org.alsolike.jobs.run.ContentHashes;
import org.alsolike.jobs.run.ContentHashes.Source;
import org.alsolike.jobs.run.Fingerprint;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Workspace;
import org.alsolike.models.propensity.PropensitySettings;
import org.alsolike.models.propensity.PropensityTrainer;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.serving.Manifest;
import org.alsolike.tables.Events;
import org.apache.hadoop.conf.Configuration;

/**
 * The fingerprint of each step's result, known before Spark starts. A step's fingerprint holds that
 * of what it is made from, so that a changed segment or gate neither trains a model nor makes or
 * judges a list again.
 */
public final class Fingerprints {

  private static final int SHORT = 16;

  private final Project project;
  private final String code;
  private final Map<String, String> inputs;
  private final Forgotten forgotten;

  private Fingerprints(Project project, String code, Map<String, String> inputs) {
    this.project = project;
    this.forgotten = new Tombstones(project.workspace().forgotten()).read();
    this.code = code;
    this.inputs = inputs;
  }

  /**
   * Reads every input file whose content is not known yet.
   *
   * @throws org.alsolike.features.events.InputRejected when a file is missing or empty
   */
  public static Fingerprints of(Project project) {
    ContentHashes hashes = new ContentHashes(project.workspace().contentHashes());
    try {
      return new Fingerprints(project, code(hashes), inputs(project, hashes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole result: inputs, configuration, as-of and code. */
  public String result() {
    return features()
        .with("settings", Canonical.json(project.settings()))
        .with("as_of", project.asOf().toString())
        .hex();
  }

  /** Who must not come back with the inputs. */
  Forgotten forgotten() {
    return forgotten;
  }

  String validated() {
    Settings settings = project.settings();
    Fingerprint fingerprint = new Fingerprint();
    if (!forgotten.none()) {
      fingerprint.with("forgotten", forgotten.salt() + forgotten.hashes());
    }
    return fingerprint
        .with("code", code)
        .with("inputs", inputs.toString())
        .with("sources", Canonical.json(settings.sources()))
        .with("timezone", settings.timezone().getId())
        .hex();
  }

  String history(List<Instant> asOfs) {
    return features().with("as_of", asOfs.toString()).hex();
  }

  String model(Instant cutOff, Recommender recommender) {
    return features()
        .with("as_of", cutOff.toString())
        .with("recommender", Canonical.json(recommender))
        .with("giants", giants())
        .hex();
  }

  /**
   * @param judged what the trial was judged by
   */
  String trial(Instant cutOff, Recommender recommender, String judged) {
    return features()
        .with("as_of", cutOff.toString())
        .with("recommender", Canonical.json(recommender))
        .with("giants", giants())
        .with("judged", judged)
        .hex();
  }

  /** Lists as they are published, and what they are filled up from. */
  String lists() {
    return features()
        .with("as_of", project.asOf().toString())
        .with("recommendations", Canonical.json(project.settings().recommendations()))
        .hex();
  }

  /**
   * What was judged, customer by customer.
   *
   * @param from when the window begins
   * @param beside settings of lists that are judged too
   */
  String judged(Instant from, Optional<Settings.Recommendations> beside) {
    Fingerprint judged =
        new Fingerprint()
            .with("lists", lists())
            .with("from", from.toString())
            .with("evaluation", Canonical.json(project.settings().evaluation()));
    beside.ifPresent(lists -> judged.with("beside", Canonical.json(lists)));
    return judged.hex();
  }

  /** What a trainer foresaw when the window began, and what came of it. */
  String predictions(Instant from, PropensitySettings settings, PropensityTrainer trainer) {
    return new Fingerprint()
        .with("propensity", propensity(from, settings, trainer))
        .with("as_of", project.asOf().toString())
        .hex();
  }

  String examples(Instant cutOff, PropensitySettings settings) {
    return features()
        .with("as_of", cutOff.toString())
        .with("propensity", Canonical.json(settings))
        .hex();
  }

  String propensity(Instant cutOff, PropensitySettings settings, PropensityTrainer trainer) {
    return features()
        .with("as_of", cutOff.toString())
        .with("propensity", Canonical.json(settings))
        .with("trainer", Canonical.json(trainer))
        .hex();
  }

  /** The first digits, enough to name a folder. */
  static String shortened(String fingerprint) {
    return fingerprint.substring(0, SHORT);
  }

  /** From whom no model learns. */
  private String giants() {
    return Canonical.json(project.settings().recommendations().giants());
  }

  private Fingerprint features() {
    return new Fingerprint()
        .with("validated", validated())
        .with("features", Canonical.json(project.settings().features()));
  }

  private static Map<String, String> inputs(Project project, ContentHashes hashes)
      throws IOException {
    var sources = project.settings().sources();
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("transactions", sources.transactions().path());
    sources.interactions().ifPresent(source -> paths.put("interactions", source.path()));
    sources.items().ifPresent(source -> paths.put("items", source.path()));
    sources.customers().ifPresent(source -> paths.put("customers", source.path()));
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, String> source : paths.entrySet()) {
      inputs.put(source.getKey(), content(project, source.getKey(), source.getValue(), hashes));
    }
    return inputs;
  }

  /** Over the contents of a source's files, whatever they are called. */
  private static String content(Project project, String source, String path, ContentHashes hashes)
      throws IOException {
    Configuration hadoop = new Configuration();
    String key = "sources.%s.path".formatted(source);
    List<String> contents = new ArrayList<>();
    for (var file :
        InputFiles.resolve(hadoop, Workspace.address(project.base()), path, key).files()) {
      var address = new org.apache.hadoop.fs.Path(file.path());
      Source bytes = () -> address.getFileSystem(hadoop).open(address);
      contents.add(hashes.of(file.path(), file.length(), file.modified(), bytes));
    }
    return contents.stream().sorted().toList().toString();
  }

  /** Our jars, and the name of a native BLAS where there is one: it rounds in its own way. */
  private static String code(ContentHashes hashes) throws IOException {
    Fingerprint code = new Fingerprint().with("blas", nativeBlas());
    List<Class<?>> rooms =
        List.of(
            Events.class,
            FeatureStore.class,
            Recommender.class,
            SegmentSettings.class,
            Manifest.class,
            Fingerprints.class);
    for (Class<?> room : rooms) {
      code.with(room.getPackageName(), content(room, hashes));
    }
    return code.hex();
  }

  private static String content(Class<?> room, ContentHashes hashes) throws IOException {
    Path place;
    try {
      place = Path.of(room.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        long modified = Files.getLastModifiedTime(file).toMillis();
        Source bytes = () -> Files.newInputStream(file);
        contents.add(hashes.of(file.toString(), Files.size(file), modified, bytes));
      }
    }
    return contents.toString();
  }

  private static String nativeBlas() {
    Logger.getLogger("dev.ludovic.netlib").setLevel(Level.OFF); // a missing library is no news
    try {
      return NativeBLAS.getInstance().getClass().getName();
    } catch (RuntimeException | LinkageError absent) {
      return "none";
    }
  }
}
