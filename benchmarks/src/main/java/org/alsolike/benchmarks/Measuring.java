package org.alsolike.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.PeakMemory;
import org.alsolike.jobs.run.Stopped;
import org.alsolike.models.recommend.Recommender;

/**
 * Trains and judges one recommender after the other, and prints a line for each.
 *
 * @param cuts of the lists
 * @param out takes the lines
 */
record Measuring(RankingTask task, List<Integer> cuts, PrintStream out) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One that is refused, or fails, has a line that says so, and the next one follows.
   *
   * @throws Stopped when there is no figure of any
   */
  void all(List<Recommender> recommenders) throws JsonProcessingException {
    List<Unmeasured> unmeasured = new ArrayList<>();
    for (Recommender recommender : recommenders) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("model", recommender.name());
      try {
        line.putAll(figures(recommender));
      } catch (Exception | OutOfMemoryError failure) { // Scala declares no exceptions
        Unmeasured reason = Unmeasured.by(failure);
        unmeasured.add(reason);
        line.put(reason.how().name(), reason.why());
      }
      line.put("hyperparameters", UsedValues.of(recommender));
      out.println(JSON.writeValueAsString(line));
      out.flush();
    }
    if (unmeasured.size() == recommenders.size()) {
      boolean expected = unmeasured.stream().allMatch(one -> one.how() == Unmeasured.How.refused);
      throw new Stopped(
          expected ? ExitCode.INPUT_REJECTED : ExitCode.INTERNAL,
          "no model could be measured; the line of each says why");
    }
  }

  private Map<String, Object> figures(Recommender recommender) {
    try (PeakMemory memory = new PeakMemory()) {
      Clocks start = Clocks.now();
      Fitted fitted = Fitted.by(recommender, task.history(), task.past());
      Clocks trained = Clocks.now();
      Map<String, List<String>> lists;
      try {
        lists = task.lists(fitted.model(), Collections.max(cuts));
      } finally {
        fitted.release();
      }
      Clocks ranked = Clocks.now();

      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("metrics", ListMetrics.of(lists, task.relevant(), cuts));
      figures.put("users", task.relevant().size());
      figures.put("giants", task.history().giants().size());
      figures.put("fit_cpu_s", trained.cpu() - start.cpu());
      figures.put("topk_cpu_s", ranked.cpu() - trained.cpu());
      figures.put("fit_wall_s", trained.wall() - start.wall());
      figures.put("topk_wall_s", ranked.wall() - trained.wall());
      figures.put("peak_mb", memory.peakMegabytes());
      figures.put("counts", fitted.counts());
      figures.put("remarks", fitted.remarks());
      return figures;
    }
  }

  /** Seconds of this process. */
  private record Clocks(double cpu, double wall) {
    static Clocks now() {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Clocks(system.getProcessCpuTime() / 1e9, System.nanoTime() / 1e9);
    }
  }
}
