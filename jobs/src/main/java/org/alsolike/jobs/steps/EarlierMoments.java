package org.alsolike.jobs.steps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alsolike.features.FeatureStore;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.History;

/**
 * The past of this run: what was known earlier, from the feature store's only cut-off, and models
 * that learned from it. Both are written, so that those who ask for the same moment share them.
 *
 * @param firstEvent when the history begins
 */
record EarlierMoments(
    FeatureStore store, WrittenHistory written, Instant firstEvent, ModelStore models)
    implements Past {

  @Override
  public List<Episode> episodes(History history, int count, Duration length) {
    List<Episode> episodes = new ArrayList<>();
    Instant to = history.asOf();
    for (Instant from : new Reach(count, length).moments(to, firstEvent)) {
      episodes.add(new Episode(at(from), store.purchasesBetween(from, to)));
      to = from;
    }
    return episodes;
  }

  private History at(Instant moment) {
    synchronized (models.lock("history " + moment)) {
      return written.at(moment);
    }
  }

  @Override
  public RecommendationModel trained(Recommender recommender, History history) {
    ModelStore.Trained trained = models.train(recommender, history, this);
    return trained.model().telling(trained.counts(), trained.remarks());
  }
}
