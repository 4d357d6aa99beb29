package org.alsolike.models.propensity;

import java.util.LinkedHashMap;
import java.util.Map;

/** The models this JVM has parsed, the few used last: its tasks share them, none is sent to it. */
final class LoadedModels {

  private static final int MOST = 4;

  private static final Map<String, Loaded> BY_IDENTITY =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Loaded> eldest) {
          return size() > MOST;
        }
      };

  private LoadedModels() {}

  /** A model ready to score. */
  record Loaded(Classifier classifier, Calibration calibration) {}

  static synchronized Loaded of(String identity, Map<String, byte[]> files) {
    return BY_IDENTITY.computeIfAbsent(identity, unused -> load(ModelFiles.check(files)));
  }

  private static Loaded load(ModelFiles files) {
    ModelCard card = files.card();
    return new Loaded(Classifier.load(card.preparation(), files.classifier()), card.calibration());
  }
}
