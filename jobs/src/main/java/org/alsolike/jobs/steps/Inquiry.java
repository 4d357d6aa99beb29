package org.alsolike.jobs.steps;

import java.util.List;
import java.util.Map;
import org.alsolike.models.recommend.RecommendationModel;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.tables.History;

/** A question that trained models answer; nothing is judged and nothing is published for it. */
public interface Inquiry {

  /** What the lock and the record call it. */
  String name();

  /**
   * @param history what is known at the as-of
   * @param models those of the lists, trained on that history
   */
  Answer answer(RunContext context, History history, Map<Recommender, RecommendationModel> models);

  /**
   * An answer for people and the same for machines.
   *
   * @param json one document
   */
  record Answer(List<String> lines, String json) {

    public Answer {
      lines = List.copyOf(lines);
    }
  }
}
