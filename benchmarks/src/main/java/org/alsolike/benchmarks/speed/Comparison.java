package org.alsolike.benchmarks.speed;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** One of ours beside one of others. */
enum Comparison {
  TOPK("topk", Contender.TOPK, Contender.TOPK_MLLIB),
  TOPK_TUNED("topk", Contender.TOPK, Contender.TOPK_MLLIB_TUNED),
  TOPK_PRODUCT("topk", Contender.TOPK, Contender.TOPK_PRODUCT),
  PLAIN("topk-plain", Contender.TOPK_PLAIN, Contender.TOPK_MLLIB),
  PLAIN_TUNED("topk-plain", Contender.TOPK_PLAIN, Contender.TOPK_MLLIB_TUNED),
  NEIGHBOURS("item-neighbours", Contender.NEIGHBOURS, Contender.NEIGHBOURS_MLLIB),
  NEIGHBOURS_LOG_LIKELIHOOD(
      "item-neighbours-search", Contender.NEIGHBOURS_LOG_LIKELIHOOD, Contender.NEIGHBOURS_COSINE),
  NEIGHBOURS_RP3BETA(
      "item-neighbours-search", Contender.NEIGHBOURS_RP3BETA, Contender.NEIGHBOURS_COSINE);

  private final String what;
  private final Contender ours;
  private final Contender peer;

  Comparison(String what, Contender ours, Contender peer) {
    this.what = what;
    this.ours = ours;
    this.peer = peer;
  }

  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    Arrays.stream(values()).forEach(comparison -> names.add(comparison.what));
    return names;
  }

  boolean isAbout(String name) {
    return what.equals(name);
  }

  List<Contender> contenders() {
    return List.of(ours, peer);
  }

  /** The line that is printed: medians. */
  Map<String, Object> line(EnumMap<Contender, List<Outcome>> outcomes) {
    List<Outcome> our = outcomes.get(ours);
    List<Outcome> their = outcomes.get(peer);
    double ourCpu = median(our, Outcome::cpuSeconds);
    double theirCpu = median(their, Outcome::cpuSeconds);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("what", what);
    line.put("peer", their.get(0).note());
    line.put("ours_cpu_s", rounded(ourCpu));
    line.put("peer_cpu_s", rounded(theirCpu));
    line.put("ratio", rounded(theirCpu / ourCpu));
    line.put("ours_peak_mb", Math.round(median(our, Outcome::peakMegabytes)));
    line.put("peer_peak_mb", Math.round(median(their, Outcome::peakMegabytes)));
    line.put("ours_ndcg@20", our.get(0).ndcg());
    line.put("peer_ndcg@20", their.get(0).ndcg());
    line.put("runs", our.size());
    line.put("ours_wall_s", rounded(median(our, Outcome::wallSeconds)));
    line.put("peer_wall_s", rounded(median(their, Outcome::wallSeconds)));
    line.put("ours", our.get(0).note());
    return line;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }

  private static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
    double[] sorted = outcomes.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
