package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.jobs.CommandLineProcess.Started;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Release;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.SstPartitionWriter;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.ValueCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {

  private static final Pattern ADDRESS = Pattern.compile("Serving version 1 at (http://\\S+) ");
  private static final int SIGTERM = 143;

  @TempDir private Path folder;

  @BeforeEach
  void publish() throws Exception {
    Files.writeString(folder.resolve("alsolike.yaml"), LauncherTest.HELLO);
    var staging = new LocalStaging(folder.resolve("staging"));
    var part = Part.list("for_you");
    var entry =
        new Entry(part.key("ann"), ValueCodec.list(List.of(ListedItem.of("cup", 1, "als"))));
    var receipt =
        new SstPartitionWriter(staging, folder.resolve("scratch"), 0)
            .write(0, List.of(entry).iterator());
    Publisher.into(folder.resolve("serving"), Retention.defaults(), Clock.systemUTC())
        .publish(
            new Release(
                "small-shop",
                ZoneId.of("Europe/London"),
                "0123456789abcdef",
                Instant.parse("2011-12-10T00:00:00Z"),
                Set.of(part),
                List.of(receipt),
                Map.of(),
                Map.of(),
                Release.OlderAsOf.REFUSE),
            staging);
  }

  @Test
  void answersUntilItIsToldToStop() throws Exception {
    Started serving = CommandLineProcess.in(folder).start("serve", "--port", "0");
    try {
      var list = URI.create(address(serving) + "/v1/lists/for_you?customer=ann");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(answer.body()).contains("\"id\":\"for_you:1:own\"", "\"item\":\"cup\"");
      serving.process().destroy();
      assertThat(serving.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(serving.process().exitValue()).isEqualTo(SIGTERM);
      assertThat(Files.readString(serving.err())).doesNotContain("Exception");
    } finally {
      serving.kill();
    }
  }

  @Test
  void refusesOtherMachinesWithoutAToken() {
    Ended refused = CommandLineProcess.in(folder).run("serve", "--host", "0.0.0.0");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.errors())
        .singleElement()
        .asString()
        .startsWith("serve: host 0.0.0.0 can be reached from other machines, so a token is needed");
  }

  private static String address(Started serving) throws Exception {
    while (serving.process().isAlive()) {
      Matcher line = ADDRESS.matcher(Files.readString(serving.out()));
      if (line.find()) {
        return line.group(1);
      }
      serving.process().waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("It ended: " + Files.readString(serving.err()));
  }
}
