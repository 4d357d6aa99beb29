package org.alsolike.models.propensity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** The bridge to Tribuo: a preparation and the model that was fitted on what it prepares. */
final class Classifier {

  /** Held, so that the level below is not collected with the logger. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  private static final LabelFactory LABELS = new LabelFactory();
  private static final Label YES = new Label("yes");
  private static final Label NO = new Label("no");
  private static final double SMALLEST = 1e-12;

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private final Preparation preparation;
  private final String[] inputs;
  private final Model<Label> model;

  private Classifier(Preparation preparation, Model<Label> model) {
    this.preparation = preparation;
    this.inputs = preparation.inputNames();
    this.model = model;
  }

  static Classifier fit(PropensityTrainer trainer, LearningRows rows) {
    List<double[]> values = rows.training().values();
    Preparation preparation = Preparation.fit(trainer.inputs(), rows.features(), values);
    String[] inputs = preparation.inputNames();
    if (inputs.length == 0) {
      throw new NothingToLearn(
          "propensity %s: none of the %d features varies in the training rows; add one that does"
              .formatted(rows.model(), rows.features().size()));
    }
    var source = new SimpleDataSourceProvenance("examples of " + rows.model(), LABELS);
    var examples = new MutableDataset<>(source, LABELS);
    for (int i = 0; i < values.size(); i++) {
      Label label = rows.training().outcomes().get(i) ? YES : NO;
      examples.add(new ArrayExample<>(label, inputs, preparation.inputsOf(values.get(i))));
    }
    return new Classifier(preparation, trainer.fit(examples));
  }

  /** Reads a model whose bytes were checked before. */
  static Classifier load(Preparation preparation, byte[] model) {
    try (var in = new ByteArrayInputStream(model)) {
      Model<Label> loaded = Model.deserializeFromStream(in).castModel(Label.class);
      if (loaded instanceof XGBoostModel<Label> trees) {
        trees.setNumThreads(1); // Spark already runs one task per core
      }
      return new Classifier(preparation, loaded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] toBytes() {
    try (var out = new ByteArrayOutputStream()) {
      model.serializeToStream(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Preparation preparation() {
    return preparation;
  }

  /** The log-odds of the outcome for each row of raw values, not calibrated. */
  double[] scores(List<double[]> rows) {
    if (rows.isEmpty()) {
      return new double[0]; // the native library takes no empty matrix
    }
    List<Example<Label>> examples = new ArrayList<>(rows.size());
    for (double[] raw : rows) {
      examples.add(
          new ArrayExample<>(LABELS.getUnknownOutput(), inputs, preparation.inputsOf(raw)));
    }
    double[] scores = new double[rows.size()];
    int at = 0;
    for (Prediction<Label> prediction : model.predict(examples)) {
      scores[at++] = log(prediction, YES) - log(prediction, NO);
    }
    return scores;
  }

  private static double log(Prediction<Label> prediction, Label label) {
    double probability = prediction.getOutputScores().get(label.getLabel()).getScore();
    return StrictMath.log(Math.max(SMALLEST, probability));
  }
}
