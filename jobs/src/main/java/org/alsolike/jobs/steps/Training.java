package org.alsolike.jobs.steps;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.alsolike.jobs.run.RunRecord;

/**
 * A model that a run uses, whether the run trained it or found it trained before. The record of the
 * run lists all of them, because the judged models and the served ones know different pasts.
 *
 * @param name as in tables and figures
 * @param cutOff exclusive: what the model learned happened before
 * @param fingerprint of all that the model was made from
 */
record Training(String name, Purpose purpose, Instant cutOff, String fingerprint) {

  /** What a model is for. */
  enum Purpose {
    JUDGED,
    SERVED;

    /** As the record says it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  void addTo(RunRecord record) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("purpose", purpose.word());
    entry.put("cut_off", cutOff.toString());
    entry.put("fingerprint", fingerprint);
    record.add("trainings", entry);
  }
}
