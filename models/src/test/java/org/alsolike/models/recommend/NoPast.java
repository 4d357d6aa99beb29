package org.alsolike.models.recommend;

import java.time.Duration;
import java.util.List;
import org.alsolike.tables.History;

/** A past without any window before the as-of. */
record NoPast() implements Past {

  @Override
  public List<Episode> episodes(History history, int count, Duration length) {
    return List.of();
  }

  @Override
  public RecommendationModel trained(Recommender recommender, History history) {
    return recommender.train(history);
  }
}
