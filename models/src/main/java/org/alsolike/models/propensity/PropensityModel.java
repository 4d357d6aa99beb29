package org.alsolike.models.propensity;

import java.util.Map;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.PropensityExamples;
import org.apache.spark.sql.Column;

/**
 * A fitted and calibrated propensity model. It is a few files, so that training and scoring may be
 * separate processes; what scores is always read back from these files.
 */
public final class PropensityModel {

  private final ModelFiles files;

  private PropensityModel(ModelFiles files) {
    this.files = files;
  }

  /**
   * Fits on the earlier as-ofs and calibrates on the latest. Equal rows and settings give a model
   * with equal scores.
   *
   * @throws NothingToLearn when no feature varies
   */
  public static PropensityModel train(
      PropensitySettings settings, PropensityTrainer trainer, LearningRows rows) {
    Classifier classifier = Classifier.fit(trainer, rows);
    double[] scores = classifier.scores(rows.calibrating().values());
    Calibration calibration = settings.calibration().fit(scores, rows.calibrating().outcomeArray());
    return new PropensityModel(
        ModelFiles.of(
            new ModelCard(settings.name(), trainer.kind(), classifier.preparation(), calibration),
            classifier.toBytes()));
  }

  /**
   * Reads a model from the contents of its files by name.
   *
   * @throws BrokenModel when a file is missing or its bytes are not those that were saved
   */
  public static PropensityModel load(Map<String, byte[]> files) {
    return new PropensityModel(ModelFiles.check(files));
  }

  /** The contents of the model's files by name; the manifest is to be written last. */
  public Map<String, byte[]> files() {
    return files.contents();
  }

  /** The propensity model's name, such as buys_30d. */
  public String name() {
    return files.card().name();
  }

  /** The kind of trainer it came from, such as boosted-trees. */
  public String trainer() {
    return files.card().trainer();
  }

  /**
   * Scores every customer of a population. Lazy, and without a shuffle; it costs several
   * predictions per customer, so keep the rows before ranking them.
   *
   * @param features at one as-of
   * @param population condition over the features
   */
  public RawPropensityScores score(CustomerFeatures features, Column population) {
    return Scoring.with(files).score(features, population);
  }

  /** What the model says about examples whose outcome is known. Lazy. */
  public Predictions predict(PropensityExamples examples) {
    return Scoring.with(files).predict(examples);
  }
}
