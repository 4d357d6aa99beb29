package org.alsolike.serving.http;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.alsolike.serving.ServingFailure;
import org.alsolike.serving.reader.ServingReader;

/**
 * From a question to the reply that is sent: who may ask, what is answered, what is counted.
 * Nothing that goes wrong leaves it as an exception.
 */
final class Desk {

  private static final Map<String, String> SECURITY =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin");

  private final Doorkeeper doorkeeper;
  private final Answers answers;
  private final Metrics metrics = new Metrics();
  private final Consumer<String> log;

  /**
   * @param log is told in one line of what should not have happened
   */
  Desk(ServingReader reader, ServeSettings settings, Clock clock, Consumer<String> log) {
    doorkeeper = new Doorkeeper(settings);
    answers = new Answers(reader, settings.staleAfter(), clock, metrics);
    this.log = log;
  }

  Reply reply(Question question) {
    long start = System.nanoTime();
    Optional<Endpoint.Found> found = Endpoint.at(question.path());
    Reply reply = answer(question, found);
    String word = found.map(at -> at.endpoint().word()).orElse("none");
    metrics.answered(word, reply.status(), System.nanoTime() - start);
    return secured(question.acceptsGzip() ? reply.packed() : reply);
  }

  private Reply answer(Question question, Optional<Endpoint.Found> found) {
    try {
      doorkeeper.admit(question);
      if (found.isEmpty()) {
        throw new Refusal(404, "there is no such path; /openapi.json lists those there are");
      }
      doorkeeper.admit(question, found.get().endpoint());
      return answers.answer(found.get(), question);
    } catch (Refusal refused) {
      return refused.reply();
    } catch (ServingFailure trouble) {
      log.accept(trouble.getMessage());
      return Reply.error(503, "the store cannot be read at the moment");
    } catch (RuntimeException unexpected) {
      log.accept("internal error: " + unexpected);
      return Reply.error(500, "internal error");
    }
  }

  /** The headers that every reply carries. */
  static Reply secured(Reply reply) {
    var headers = new TreeMap<>(SECURITY);
    headers.putIfAbsent("Cache-Control", "no-store");
    headers.putAll(reply.headers());
    return new Reply(reply.status(), reply.body(), headers);
  }
}
