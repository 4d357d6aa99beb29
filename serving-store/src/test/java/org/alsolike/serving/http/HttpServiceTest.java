package org.alsolike.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Over a real socket on this machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpServiceTest {

  private static final String TOKEN = "0123456789abcdef-token";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private Shop shop;
  private ServingReader reader;
  private HttpService service;

  @BeforeAll
  void serve(@TempDir Path folder) {
    shop = Shop.in(folder);
    shop.publish(1);
    reader = ServingReader.open(shop.store());
    service = HttpService.start(reader, ServeSettings.loopback(0), Shop.CLOCK, log::add);
  }

  @AfterAll
  void stop() {
    service.close();
    reader.close();
    assertThat(log).isEmpty();
  }

  @Test
  void givesAListToEachCustomerAndSaysItsTier() throws Exception {
    var answer = get("/v1/lists/for_you?customer=c00007&customer=new&country=Iceland");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"version":1,"as_of":"2011-12-10T00:00:00Z","lists":[\
            {"id":"for_you:1:own","list":"for_you","tier":"own","customer":"c00007",\
            "items":[{"item":"item-7","score":1.000000,"tier":"als"}]},\
            {"id":"for_you:1:popular_in_country","list":"for_you","tier":"popular_in_country",\
            "customer":"new","country":"Iceland",\
            "items":[{"item":"jam","score":1.000000,"tier":"popular_in_country"},\
            {"item":"tea","score":1.000000,"tier":"popular"}]}]}""");
  }

  @Test
  void filtersWhenItReads() throws Exception {
    assertThat(get("/v1/lists/for_you?customer=new&country=Iceland&exclude=jam").body())
        .contains("\"id\":\"for_you:1:popular\"")
        .contains("\"item\":\"tea\"");
    assertThat(get("/v1/lists/for_you?customer=c00008&in_stock=true").body())
        .contains("\"id\":\"for_you:1:own\"")
        .contains("\"items\":[]");
    assertThat(get("/v1/similar/also_like?item=tea&exclude=milk").body())
        .contains("\"id\":\"also_like:1:none\"")
        .contains("\"items\":[]");
  }

  @Test
  void answersForItemsScoresSegmentsAndCards() throws Exception {
    assertThat(get("/v1/similar/also_like?item=tea").body())
        .endsWith(
            "\"lists\":[{\"id\":\"also_like:1:own\",\"list\":\"also_like\",\"tier\":\"own\",\"item\":\"tea\","
                + "\"items\":[{\"item\":\"milk\",\"score\":1.000000,\"tier\":\"item-neighbours\"}]}]}");
    assertThat(get("/v1/scores?customer=c00007&customer=new").body())
        .endsWith(
            "\"scores\":[{\"customer\":\"c00007\",\"scores\":{\"buys_30d\":{\"probability\":0.500000,"
                + "\"percentile\":50,\"reasons\":[\"edition 1\"]}}},{\"customer\":\"new\",\"scores\":{}}]}");
    assertThat(get("/v1/segments?customer=c00007").body())
        .endsWith(
            "\"segments\":[{\"customer\":\"c00007\","
                + "\"segments\":{\"win_back\":{\"holdout\":false,\"contactable\":true}}}]}");
    assertThat(get("/v1/customers?customer=c00007").body())
        .endsWith(
            "\"known\":true,\"card\":{\"country\":\"Iceland\",\"facts\":{\"edition\":\"1\"}}}]}");
    assertThat(get("/v1/items?item=item-8&item=unheard+of").body())
        .endsWith(
            "\"items\":[{\"item\":\"item-8\",\"known\":true,\"card\":{\"title\":\"SOLD OUT\",\"in_stock\":false}},"
                + "{\"item\":\"unheard of\",\"known\":false}]}");
    assertThat(get("/v1/version").body())
        .contains("\"project\":\"corner-shop\"", "\"list/for_you\":{\"entries\":300,");
  }

  @Test
  void answersWithItsTagOnlyWhatHasChanged() throws Exception {
    var first = get("/v1/lists/for_you?customer=c00007");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    var again = get("/v1/lists/for_you?customer=c00007", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).contains(tag);
    assertThat(get("/v1/lists/for_you?customer=c00007", "If-None-Match", "W/\"0-x\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersWithTheTagOfAVersionInFullOnceAnotherIsServed(@TempDir Path folder) throws Exception {
    var changing = new Shop(folder, 20);
    changing.publish(1);
    try (var following = ServingReader.open(changing.store());
        var served =
            HttpService.start(following, ServeSettings.loopback(0), Shop.CLOCK, log::add)) {
      String path = "/v1/lists/for_you?customer=c00007";
      String tag = get(served, path).headers().firstValue("ETag").orElseThrow();
      assertThat(get(served, path, "If-None-Match", tag).statusCode()).isEqualTo(304);
      changing.publish(2);
      following.refresh();

      var changed = get(served, path, "If-None-Match", tag);

      assertThat(changed.statusCode()).isEqualTo(200);
      assertThat(changed.body()).startsWith("{\"version\":2,").contains("\"score\":2.000000");
      String next = changed.headers().firstValue("ETag").orElseThrow();
      assertThat(next).isNotEqualTo(tag);
      assertThat(get(served, path, "If-None-Match", next).statusCode()).isEqualTo(304);
    }
  }

  @Test
  void packsLongAnswersForThoseWhoReadGzip() throws Exception {
    var ids = new StringBuilder("/v1/lists/for_you?limit=5");
    for (int c = 0; c < 50; c++) {
      ids.append("&customer=").append(Shop.customer(c));
    }
    var plain = get(ids.toString());
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    var request =
        HttpRequest.newBuilder(service.address().resolve(ids.toString()))
            .header("Accept-Encoding", "br, gzip")
            .build();
    var packed = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(packed.body()).hasSizeLessThan(plain.body().length() / 4);
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(new String(gzip.readAllBytes(), UTF_8)).isEqualTo(plain.body());
    }
    var refused = get(ids.toString(), "Accept-Encoding", "gzip;q=0");
    assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void refusesInOneLine() throws Exception {
    assertRefused(
        404,
        "there is no list four_you; there are: buy_again, for_you",
        "/v1/lists/four_you?customer=a");
    assertRefused(404, "there is no such path; /openapi.json lists those there are", "/v1/lists");
    assertRefused(400, "customer must be given 1 to 100 times", "/v1/lists/for_you");
    assertRefused(
        400,
        "customer may be given 100 times, but is given 101 times",
        "/v1/scores?" + "&customer=a".repeat(101));
    assertRefused(
        400, "unknown parameter \"costumer\"; this path takes: customer", "/v1/scores?costumer=a");
    assertRefused(
        400, "limit must be a whole number from 1 to 1000", "/v1/lists/for_you?customer=a&limit=0");
    assertRefused(400, "in_stock must be true or false", "/v1/lists/for_you?customer=a&in_stock=1");
    assertRefused(400, "customer must have 1 to 256 characters", "/v1/scores?customer=");
    assertRefused(400, "the query must be UTF-8", "/v1/scores?customer=%ff");
    assertRefused(
        414,
        "path and query must have at most 8000 bytes",
        "/v1/scores?customer=" + "a".repeat(8_000));
  }

  private void assertRefused(int status, String message, String path) throws Exception {
    var answer = get(path);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + message.replace("\"", "\\\"") + "\"}");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void answersGetAlone() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH")) {
      var request =
          HttpRequest.newBuilder(service.address().resolve("/health"))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }
    assertThat(raw("GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void answersOnlyToItsOwnNames() throws Exception {
    assertThat(raw("GET /health HTTP/1.1\r\nHost: LocalHost:1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
    assertThat(raw("GET /health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421 ");
  }

  @Test
  void tellsNothingOfItselfWhenARequestIsBroken() throws Exception {
    String longHeader = "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000);
    for (String broken :
        List.of(
            "\0\1\2\r\n\r\n",
            "GET /%2e%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /a%2fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            longHeader + "\r\n\r\n")) {
      assertThat(raw(broken))
          .startsWith("HTTP/1.1 4")
          .doesNotContainIgnoringCase("jetty")
          .doesNotContain("\tat ", "Exception", "<html");
    }
  }

  @Test
  void sendsSecurityHeadersAlways() throws Exception {
    for (String path : List.of("/health", "/v1/version", "/nowhere")) {
      var headers = get(path).headers();
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("'none'");
      assertThat(headers.firstValue("Server")).isEmpty();
    }
  }

  @Test
  void needsATokenWhereItWasGivenOne() throws Exception {
    var settings =
        new ServeSettings(
            "0.0.0.0", 0, Optional.of(TOKEN), List.of("Lists.Shop"), Duration.ofDays(1));
    assertThat(settings.toString()).doesNotContain(TOKEN).contains("***");
    try (var guarded = HttpService.start(reader, settings, Shop.CLOCK, log::add)) {
      assertThat(get(guarded, "/v1/version").statusCode()).isEqualTo(401);
      assertThat(get(guarded, "/metrics").statusCode()).isEqualTo(401);
      assertThat(get(guarded, "/v1/version", "Authorization", "Bearer " + TOKEN + "x").statusCode())
          .isEqualTo(401);
      assertThat(get(guarded, "/v1/version", "Authorization", "Bearer " + TOKEN).statusCode())
          .isEqualTo(200);
      assertThat(get(guarded, "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void countsWhatItAnswers() throws Exception {
    get("/v1/lists/buy_again?customer=c00001");
    get("/nowhere");

    assertThat(get("/metrics").body())
        .contains("alsolike_requests_total{endpoint=\"none\",status=\"404\"} ")
        .contains("alsolike_lists_total{list=\"buy_again\",tier=\"popular_in_country\"} 1\n")
        .contains("alsolike_request_seconds_bucket{le=\"+Inf\"} ")
        .contains("alsolike_age_seconds 23400\n", "alsolike_stale 0\n", "alsolike_behind 0\n");
    assertThat(get("/health").body())
        .isEqualTo(
            "{\"state\":\"fresh\",\"version\":1,\"as_of\":\"2011-12-10T00:00:00Z\","
                + "\"age_seconds\":23400,\"stale_after_seconds\":172800}");
  }

  @Test
  void saysThatItsPortIsTaken() {
    var taken = ServeSettings.loopback(service.address().getPort());

    assertThatThrownBy(() -> HttpService.start(reader, taken, Shop.CLOCK, log::add))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith(
            "Port %d of 127.0.0.1 cannot be listened at: ".formatted(taken.port()));
  }

  @Test
  void endsTheAnswersUnderWayWhenItStops() throws Exception {
    var stopping = HttpService.start(reader, ServeSettings.loopback(0), Shop.CLOCK, log::add);
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    var uri = stopping.address().resolve("/v1/lists/for_you?customer=c00007");
    assertThat(get(stopping, "/health").statusCode()).isEqualTo(200);
    for (int i = 0; i < 50; i++) {
      answers.add(
          client.sendAsync(
              HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
    }
    answers.get(0).join();
    stopping.close();

    for (var answer : answers) {
      // Answered whole, told to come back, or never taken in; never half an answer.
      var response = answer.handle((done, failure) -> done).join();
      if (response != null && response.statusCode() == 200) {
        assertThat(response.body()).endsWith("}]}]}");
      } else if (response != null) {
        assertThat(response.statusCode()).isEqualTo(503);
      }
    }
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return get(service, path, headers);
  }

  private HttpResponse<String> get(HttpService from, String path, String... headers)
      throws Exception {
    var request = HttpRequest.newBuilder(from.address().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Bytes as they are, which no client would send. */
  private String raw(String request) throws Exception {
    try (var socket = new Socket("127.0.0.1", service.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
