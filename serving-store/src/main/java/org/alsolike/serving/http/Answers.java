package org.alsolike.serving.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.alsolike.serving.Json;
import org.alsolike.serving.Part;
import org.alsolike.serving.reader.CustomerList;
import org.alsolike.serving.reader.Health;
import org.alsolike.serving.reader.ListRequest;
import org.alsolike.serving.reader.ServedVersion;
import org.alsolike.serving.reader.ServingReader;
import org.alsolike.serving.values.ValueCodec;

/** Answers each endpoint from the reader; one answer is read from one version. */
final class Answers {

  private static final String CUSTOMER = "customer";
  private static final String ITEM = "item";
  private static final int MOST = ServeSettings.MOST_IDS;
  private static final int MOST_PLACES = 1_000;

  private final ServingReader reader;
  private final Duration staleAfter;
  private final Clock clock;
  private final Metrics metrics;
  private final byte[] openApi;

  Answers(ServingReader reader, Duration staleAfter, Clock clock, Metrics metrics) {
    this.reader = reader;
    this.staleAfter = staleAfter;
    this.clock = clock;
    this.metrics = metrics;
    openApi = resource("openapi.json");
  }

  Reply answer(Endpoint.Found found, Question question) {
    var parameters = Parameters.parse(question.query());
    parameters.requireOnly(found.endpoint().parameters());
    return switch (found.endpoint()) {
      case HEALTH -> Reply.json(health()).with(Map.of("Cache-Control", "no-store"));
      case METRICS -> metrics.page(health(clock));
      case OPENAPI -> Reply.json(openApi);
      case VERSION, LISTS, SIMILAR, SCORES, SEGMENTS, CUSTOMERS, ITEMS ->
          versioned(found, parameters, question.header().apply("If-None-Match"));
    };
  }

  private Reply versioned(Endpoint.Found found, Parameters parameters, Optional<String> known) {
    return reader.reading(version -> from(version, found, parameters, known));
  }

  private Reply from(
      ServedVersion version, Endpoint.Found found, Parameters parameters, Optional<String> known) {
    String tag = tag(version);
    boolean unchanged =
        found.endpoint() != Endpoint.VERSION
            && known.filter(tags -> tags.contains(tag)).isPresent();
    Reply reply =
        unchanged
            ? new Reply(304, new byte[0], Map.of())
            : Reply.json(body(found, parameters, version));
    return reply.with(
        Map.of("ETag", tag, "Cache-Control", "private, no-cache", "Vary", "Accept-Encoding"));
  }

  /** Weak, because the packed answer has the same one. */
  private static String tag(ServedVersion version) {
    String fingerprint = version.manifest().fingerprint();
    String begin = fingerprint.substring(0, Math.min(16, fingerprint.length()));
    return "W/\"" + version.version() + "-" + begin + "\"";
  }

  private byte[] body(Endpoint.Found found, Parameters asked, ServedVersion version) {
    var json = new AnswerJson(version);
    return switch (found.endpoint()) {
      case LISTS -> customerLists(found.name(), asked, version);
      case SIMILAR -> {
        requirePart(Part.similar(found.name()), version);
        yield json.itemLists(version.forItems(request(found.name(), asked), asked.ids(ITEM, MOST)));
      }
      case SCORES ->
          json.named(
              "scores", CUSTOMER, asked.ids(CUSTOMER, MOST), version::scores, ValueCodec::score);
      case SEGMENTS ->
          json.named(
              "segments",
              CUSTOMER,
              asked.ids(CUSTOMER, MOST),
              version::segments,
              ValueCodec::membership);
      case CUSTOMERS ->
          json.cards(
              "customers",
              CUSTOMER,
              asked.ids(CUSTOMER, MOST),
              version::customer,
              ValueCodec::customer);
      case ITEMS ->
          json.cards("items", ITEM, asked.ids(ITEM, MOST), version::item, ValueCodec::item);
      case VERSION -> json.version(health(clock));
      case HEALTH, METRICS, OPENAPI ->
          throw new IllegalArgumentException("no version is read for " + found.endpoint());
    };
  }

  private byte[] customerLists(String list, Parameters asked, ServedVersion version) {
    requirePart(Part.list(list), version);
    ListRequest request = request(list, asked).fromCountry(asked.one("country"));
    var lists = version.forCustomers(request, asked.ids(CUSTOMER, MOST));
    for (CustomerList each : lists) {
      metrics.listed(list, each.source());
    }
    return new AnswerJson(version).customerLists(lists);
  }

  private static ListRequest request(String list, Parameters asked) {
    ListRequest request =
        ListRequest.of(list)
            .excluding(new HashSet<>(asked.any("exclude", MOST)))
            .limit(asked.number("limit", MOST_PLACES));
    return asked.flag("in_stock") ? request.inStock() : request;
  }

  private static void requirePart(Part part, ServedVersion version) {
    var parts = version.manifest().parts().keySet();
    if (!parts.contains(part.name())) {
      var lists = new TreeSet<String>();
      parts.stream()
          .map(Part::new)
          .filter(other -> other.isList() == part.isList() && other.isSimilar() == part.isSimilar())
          .forEach(other -> lists.add(other.title()));
      throw new Refusal(
          404,
          "there is no list %s; there are: %s".formatted(part.title(), String.join(", ", lists)));
    }
  }

  private Health health(Clock now) {
    return reader.health(now, staleAfter);
  }

  /** Without the trouble's words, which name paths: whoever asks need not have the token. */
  private byte[] health() {
    Health health = health(clock);
    return Json.compact(
        json -> {
          json.writeStartObject();
          json.writeStringField("state", health.state().word());
          json.writeNumberField("version", health.version());
          json.writeStringField("as_of", health.asOf().toString());
          json.writeNumberField("age_seconds", health.age().toSeconds());
          json.writeNumberField("stale_after_seconds", health.limit().toSeconds());
          json.writeEndObject();
        });
  }

  private static byte[] resource(String name) {
    try (var in = Answers.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
