package org.alsolike.jobs.steps;

import java.time.Duration;
import java.util.List;
import org.alsolike.models.recommend.Past;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.tune.CustomerSample;
import org.alsolike.tables.History;

/** The past of some customers. What is trained on them is never kept as if it knew all. */
record SampledPast(CustomerSample sample, Past past) implements Past {

  @Override
  public List<Episode> episodes(History history, int count, Duration length) {
    return past.episodes(history, count, length).stream()
        .map(episode -> new Episode(sample.of(episode.before()), sample.of(episode.after())))
        .toList();
  }

  @Override
  public RecommendationModel trained(Recommender recommender, History history) {
    return recommender.train(history, this);
  }
}
