package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.alsolike.jobs.CommandLineProcess.Ended;
import org.alsolike.serving.Part;
import org.alsolike.serving.reader.CustomerList.Source;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A customer who asks to be forgotten. */
@ExtendWith(FirstRun.Shared.class)
class ForgetTest {

  @Test
  void leavesNoTraceOfACustomerAndBringsNobodyBack(FirstRun first, @TempDir Path folder)
      throws IOException {
    ShopProject project = first.project().copiedTo(folder);
    Map<String, List<String>> lists = Exports.of(project).lists("for_you", "customer_id");
    String customer = lists.keySet().stream().sorted().skip(7).findFirst().orElseThrow();
    String other = lists.keySet().stream().sorted().skip(8).findFirst().orElseThrow();
    long rows =
        SliceOfOnlineRetail.rows(project).stream()
            .filter(row -> row.get("CustomerID").equals(customer + ".0"))
            .count();
    long before = project.served().whole().entries();

    Ended forgotten = first.run(project, "forget", customer, "--json");

    assertThat(forgotten.exitCode()).as(forgotten.err()).isZero();
    JsonNode receipt = ShopProject.json(forgotten.out());
    assertThat(forgotten.out()).doesNotContain(customer);
    assertThat(receipt.get("version").longValue()).isEqualTo(2);
    assertThat(receipt.get("versions").toString()).isEqualTo("[1]");
    assertThat(receipt.get("snapshots").longValue()).isPositive();
    assertThat(receipt.get("exports").longValue()).isPositive();
    assertThat(project.served().whole().entries())
        .isEqualTo(before - receipt.get("entries").longValue())
        .isLessThan(before);
    try (ServingReader reader = project.reader()) {
      assertThat(reader.customer(customer)).isEmpty();
      assertThat(reader.forCustomer("for_you", customer).source()).isNotEqualTo(Source.OWN);
      assertThat(reader.scores(customer)).isEmpty();
      assertThat(reader.forCustomer("for_you", other).items())
          .extracting(place -> place.item())
          .isEqualTo(lists.get(other));
      try (var version = reader.hold()) {
        assertThat(version.value(Part.list("for_you").key(customer))).isEmpty();
      }
    }
    assertNotIn(project.folder().resolve("workspace"), customer);
    assertNotIn(project.folder().resolve("serving"), customer);

    Ended back = first.run(project, "rollback");
    assertThat(back.exitCode()).as(back.err()).isEqualTo(4);

    Ended validated = first.run(project, "validate", "--master", "local[1]");
    assertThat(validated.exitCode()).as(validated.err()).isZero();
    assertThat(validated.out()).contains(rows + " forgotten");
    assertThat(project.metric("events.read"))
        .isEqualTo(first.project().record().get("metrics").get("events.read").doubleValue());
    assertNotIn(project.folder().resolve("workspace"), customer);
  }

  @Test
  void asksForACustomer(FirstRun first) {
    assertThat(first.run(first.project(), "forget", " ").errors())
        .containsExactly("alsolike: CUSTOMER must be an id, but is blank");
  }

  /** By another way than the project's: in the bytes of the files, where no digit adjoins. */
  private static void assertNotIn(Path folder, String customer) throws IOException {
    Pattern id = Pattern.compile("(?<![0-9.])" + customer + "(?![0-9])");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(id.matcher(bytes).find()).as(file.toString()).isFalse();
      }
    }
  }
}
