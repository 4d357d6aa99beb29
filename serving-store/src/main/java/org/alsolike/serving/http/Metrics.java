package org.alsolike.serving.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.alsolike.serving.reader.CustomerList.Source;
import org.alsolike.serving.reader.Health;

/** Counts questions and answers, and shows them in Prometheus' text format 0.0.4. */
final class Metrics {

  private static final double[] SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1
  };

  private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> lists = new ConcurrentSkipListMap<>();
  private final LongAdder[] buckets = new LongAdder[SECONDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Metrics() {
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      buckets[bucket] = new LongAdder();
    }
  }

  /**
   * @param endpoint its word, or {@code none}
   */
  void answered(String endpoint, int status, long took) {
    add(requests, "endpoint=\"" + endpoint + "\",status=\"" + status + "\"");
    nanos.add(took);
    int bucket = 0;
    while (bucket < SECONDS.length && took > SECONDS[bucket] * 1e9) {
      bucket++;
    }
    buckets[bucket].increment();
  }

  /** A list was given from a step of the ladder. The list is one that the store has. */
  void listed(String list, Source source) {
    add(lists, "list=\"" + list + "\",tier=\"" + source.tier() + "\"");
  }

  private static void add(Map<String, LongAdder> counters, String labels) {
    counters.computeIfAbsent(labels, first -> new LongAdder()).increment();
  }

  Reply page(Health health) {
    var page = new StringBuilder();
    counters(page, "alsolike_requests_total", "Requests by endpoint and status.", requests);
    counters(page, "alsolike_lists_total", "Customer lists by the step of the fallback.", lists);
    histogram(page);
    gauge(page, "alsolike_version", "The served version.", health.version());
    gauge(page, "alsolike_age_seconds", "Time since its as-of.", health.age().toSeconds());
    gauge(page, "alsolike_stale", "1 when it is stale.", is(health, Health.State.STALE));
    gauge(
        page,
        "alsolike_behind",
        "1 when a newer one cannot be opened.",
        is(health, Health.State.BEHIND));
    return new Reply(
        200,
        page.toString().getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "text/plain; version=0.0.4", "Cache-Control", "no-store"));
  }

  private static int is(Health health, Health.State state) {
    return health.state() == state ? 1 : 0;
  }

  private static void counters(
      StringBuilder page, String name, String help, Map<String, LongAdder> counters) {
    head(page, name, help, "counter");
    counters.forEach(
        (labels, count) -> page.append("%s{%s} %d\n".formatted(name, labels, count.sum())));
  }

  private static void gauge(StringBuilder page, String name, String help, long value) {
    head(page, name, help, "gauge");
    page.append(name).append(' ').append(value).append('\n');
  }

  private void histogram(StringBuilder page) {
    String name = "alsolike_request_seconds";
    head(page, name, "Time to answer.", "histogram");
    long count = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      count += buckets[bucket].sum();
      String bound = bucket < SECONDS.length ? Double.toString(SECONDS[bucket]) : "+Inf";
      page.append("%s_bucket{le=\"%s\"} %d\n".formatted(name, bound, count));
    }
    page.append("%s_sum %s\n".formatted(name, nanos.sum() / 1e9));
    page.append("%s_count %d\n".formatted(name, count));
  }

  private static void head(StringBuilder page, String name, String help, String type) {
    page.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
  }
}
