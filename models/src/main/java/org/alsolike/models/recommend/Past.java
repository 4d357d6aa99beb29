package org.alsolike.models.recommend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;

/** What a recommender that learns from several moments may ask for. */
public interface Past {

  /**
   * A moment, and what was bought after it.
   *
   * @param before all that was known at the moment, and nothing else
   * @param after what was bought at or after it, and before the as-of of the one who asks
   */
  record Episode(History before, Purchases after) {}

  /**
   * How far back somebody looks.
   *
   * @param count of windows that follow each other
   * @param length of each
   */
  record Reach(int count, Duration length) {

    /**
     * The moments at which the windows before {@code asOf} begin, the latest first. Before the
     * earliest window there is at least as much to learn from as it is long.
     *
     * @param first when the history begins
     */
    public List<Instant> moments(Instant asOf, Instant first) {
      return Stream.iterate(asOf.minus(length), moment -> moment.minus(length))
          .limit(count)
          .takeWhile(moment -> !moment.minus(length).isBefore(first))
          .toList();
    }
  }

  /**
   * Windows that follow each other and end at the as-of of {@code history}, the latest first; fewer
   * where the past does not reach back so far.
   */
  List<Episode> episodes(History history, int count, Duration length);

  /**
   * The recommender as it was, or would have been, trained on this history, {@linkplain
   * RecommendationModel#telling telling} what that training said.
   */
  RecommendationModel trained(Recommender recommender, History history);
}
