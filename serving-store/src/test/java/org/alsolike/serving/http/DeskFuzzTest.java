package org.alsolike.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.alsolike.serving.Json;
import org.alsolike.serving.Shop;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 20,000 random questions, most of them nearly right; documents and configurations: 80,000. */
class DeskFuzzTest {

  private static final Set<Integer> DOCUMENTED = Set.of(200, 304, 400, 401, 404, 405, 414, 421);
  private static final List<String> WORDS =
      List.of(
          "/",
          "v1",
          "lists",
          "similar",
          "scores",
          "segments",
          "customers",
          "items",
          "version",
          "health",
          "metrics",
          "openapi.json",
          "for_you",
          "also_like",
          "c00007",
          "tea",
          "new",
          "?",
          "&",
          "=",
          "%",
          "%00",
          "%2F",
          "%c3%bc",
          "%ff",
          "+",
          "..",
          "customer=c00007",
          "&customer=c00008",
          "item=tea",
          "&limit=3",
          "limit=-1",
          "&in_stock=true",
          "exclude=jam",
          "country=Iceland",
          "é",
          "\0",
          "\n",
          "\"",
          "<script>",
          "a".repeat(300),
          "b".repeat(9_000));

  @TempDir private Path folder;

  @Test
  void givesOnlyDocumentedAnswersInOneLine() throws Exception {
    var shop = Shop.in(folder);
    shop.publish(1);
    var log = new ArrayList<String>();
    var random = new SplittableRandom(20111210);
    var seen = new java.util.TreeSet<Integer>();

    try (var reader = ServingReader.open(shop.store())) {
      var desk = new Desk(reader, ServeSettings.loopback(0), Shop.CLOCK, log::add);
      for (int round = 0; round < 20_000; round++) {
        Question question = question(random);
        Reply reply = desk.reply(question);
        seen.add(reply.status());
        if (reply.status() >= 400) {
          var error = Json.object(reply.body());
          assertThat(error).containsOnlyKeys("error");
          assertThat(new String(reply.body(), UTF_8).lines()).hasSize(1);
        }
      }
    }
    assertThat(DOCUMENTED).containsAll(seen);
    assertThat(seen).contains(200, 400, 404, 405, 414, 421);
    assertThat(log).isEmpty();
  }

  private static Question question(SplittableRandom random) {
    var endpoint = Endpoint.values()[random.nextInt(Endpoint.values().length)];
    String path =
        random.nextInt(3) == 0
            ? words(random)
            : endpoint.template().replace("{list}", random.nextBoolean() ? "for_you" : "also_like");
    String method = random.nextInt(50) == 0 ? words(random) : "GET";
    String host = random.nextInt(50) == 0 ? words(random) : "localhost:8080";
    String match = random.nextInt(20) == 0 ? words(random) : "";
    return new Question(
        method,
        path,
        words(random),
        name ->
            switch (name) {
              case "Host" -> Optional.of(host);
              case "If-None-Match" -> Optional.of(match).filter(text -> !text.isEmpty());
              default -> Optional.empty();
            });
  }

  private static String words(SplittableRandom random) {
    return random
        .ints(random.nextInt(7), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining());
  }
}
