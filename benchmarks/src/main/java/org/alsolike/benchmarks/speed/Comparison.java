package org.alsolike.benchmarks.speed;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** One of ours beside one of others, or alone where stock Spark has nothing like it. */
enum Comparison {
  TOPK("topk", Contender.TOPK, Contender.TOPK_MLLIB),
  TOPK_TUNED("topk", Contender.TOPK, Contender.TOPK_MLLIB_TUNED),
  TOPK_PRODUCT("topk", Contender.TOPK, Contender.TOPK_PRODUCT),
  PLAIN("topk-plain", Contender.TOPK_PLAIN, Contender.TOPK_MLLIB),
  PLAIN_TUNED("topk-plain", Contender.TOPK_PLAIN, Contender.TOPK_MLLIB_TUNED),
  ALS("als", Contender.ALS, Contender.ALS_MLLIB),
  ALS_TUNED("als", Contender.ALS, Contender.ALS_MLLIB_TUNED),
  EASE("ease", Contender.EASE),
  GRAPH_FILTER("graph-filter", Contender.GRAPH_FILTER),
  NEIGHBOURS("item-neighbours", Contender.NEIGHBOURS, Contender.NEIGHBOURS_MLLIB),
  NEIGHBOURS_LOG_LIKELIHOOD(
      "item-neighbours-search", Contender.NEIGHBOURS_LOG_LIKELIHOOD, Contender.NEIGHBOURS_COSINE),
  NEIGHBOURS_RP3BETA(
      "item-neighbours-search", Contender.NEIGHBOURS_RP3BETA, Contender.NEIGHBOURS_COSINE);

  private final String what;
  private final Contender ours;
  private final List<Contender> peer;

  Comparison(String what, Contender ours, Contender... peer) {
    this.what = what;
    this.ours = ours;
    this.peer = List.of(peer);
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
    return Stream.concat(Stream.of(ours), peer.stream()).toList();
  }

  /** The line that is printed: medians; a peer's are null where there is none. */
  Map<String, Object> line(EnumMap<Contender, List<Outcome>> outcomes) {
    List<Outcome> our = outcomes.get(ours);
    List<Outcome> their = peer.stream().flatMap(one -> outcomes.get(one).stream()).toList();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("what", what);
    line.put("peer", first(their, Outcome::note));
    line.put("ours_cpu_s", rounded(median(our, Outcome::cpuSeconds)));
    line.put("peer_cpu_s", rounded(median(their, Outcome::cpuSeconds)));
    line.put(
        "ratio", rounded(median(their, Outcome::cpuSeconds) / median(our, Outcome::cpuSeconds)));
    line.put("ours_peak_mb", megabytes(our));
    line.put("peer_peak_mb", megabytes(their));
    line.put("ours_ndcg@20", first(our, Outcome::ndcg));
    line.put("peer_ndcg@20", first(their, Outcome::ndcg));
    line.put("runs", our.size());
    line.put("ours_wall_s", rounded(median(our, Outcome::wallSeconds)));
    line.put("peer_wall_s", rounded(median(their, Outcome::wallSeconds)));
    line.put("ours", first(our, Outcome::note));
    return line;
  }

  private static Object first(List<Outcome> outcomes, Function<Outcome, Object> figure) {
    return outcomes.isEmpty() ? null : figure.apply(outcomes.get(0));
  }

  private static Long megabytes(List<Outcome> outcomes) {
    return outcomes.isEmpty() ? null : Math.round(median(outcomes, Outcome::peakMegabytes));
  }

  /** To hundredths; null for NaN. */
  private static Double rounded(double figure) {
    return Double.isNaN(figure) ? null : Math.round(figure * 100) / 100.0;
  }

  /** NaN of nothing. */
  private static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
    double[] sorted = outcomes.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
