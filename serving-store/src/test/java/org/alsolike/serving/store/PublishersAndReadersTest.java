package org.alsolike.serving.store;

import static org.alsolike.serving.store.StoreContractTest.assertServes;
import static org.alsolike.serving.store.StoreContractTest.publish;
import static org.alsolike.serving.store.StoreContractTest.publisher;
import static org.alsolike.serving.store.StoreContractTest.title;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.alsolike.serving.ServingFailure;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Publication.Outcome;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.reader.ListRequest;
import org.alsolike.serving.reader.ServedVersion;
import org.alsolike.serving.reader.ServingReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Two publishers at once, and readers of a version that is removed, on every store. */
class PublishersAndReadersTest {

  /** Where the second publisher comes in. */
  private static final List<PublishStep> MOMENTS =
      List.of(PublishStep.CLEAN, PublishStep.COUNT, PublishStep.SWITCH, PublishStep.RETIRE);

  /** Every kind of question that a held version answers. */
  private static final Map<String, Function<ServedVersion, Object>> QUESTIONS = questions();

  @TempDir Path folder;

  private Stream<DynamicTest> ofEveryStore(StoreUnderTest.Claim claim) {
    return StoreUnderTest.ofEveryKind(folder, claim);
  }

  /** With a lock the first wins (exit 75), in Redis the second (5); nobody is served by halves. */
  @TestFactory
  Stream<DynamicTest> ofTwoPublishersAtOnceOneIsServedAndTheOtherIsToldWhy() {
    return ofEveryStore(
        (tested, shop) -> {
          int edition = 0;
          for (PublishStep moment : MOMENTS) {
            int first = ++edition;
            int second = ++edition;
            Map<Integer, ServingFailure> told = new HashMap<>();
            Publisher interrupted =
                publisher(tested)
                    .telling(
                        step -> {
                          if (step == moment) {
                            attempt(publisher(tested), shop, second, told);
                          }
                        });
            attempt(interrupted, shop, first, told);

            assertThat(told.values())
                .as("%s", moment)
                .allSatisfy(
                    why -> {
                      assertThat(why.exitCode()).isIn(5, 75);
                      assertThat(why.getMessage())
                          .containsPattern("Another publisher holds|another publisher came between")
                          .doesNotContain("\n");
                    })
                .hasSizeLessThanOrEqualTo(1);
            int won = told.containsKey(second) ? first : second;
            assertServes(tested, "TEA " + won);
            if (won == second && moment != PublishStep.CLEAN && !told.isEmpty()) {
              assertThat(told.get(first))
                  .hasMessageEndingWith("Version %d stays served.".formatted(version(tested)));
            }
            if (!told.isEmpty()) {
              int again = won == first ? second : first;
              assertThat(publish(tested, shop, again).outcome()).isEqualTo(Outcome.PUBLISHED);
              assertServes(tested, "TEA " + again);
            }
            assertThat(tested.present()).hasSizeLessThanOrEqualTo(3);
          }
        });
  }

  /** What comes last in a publish is told by a pointer that may be another one's by then. */
  @TestFactory
  Stream<DynamicTest> aPublisherThatIsOvertakenAfterItsSwitchRemovesNothingThatIsServed() {
    return ofEveryStore(
        (tested, shop) -> {
          Map<Integer, ServingFailure> told = new HashMap<>();
          publish(tested, shop, 1);

          publish(overtaken(tested, () -> attempt(publisher(tested), shop, 3, told)), shop, 2);
          assertServes(tested, told.isEmpty() ? "TEA 3" : "TEA 2");

          publish(tested, shop, 4);
          publish(tested, shop, 5);
          publish(overtaken(tested, () -> rollBack(tested, told)), shop, 6);
          assertServes(tested, told.isEmpty() ? "TEA 5" : "TEA 6");

          overtaken(tested, () -> attempt(publisher(tested), shop, 7, told)).tidy();
          assertServes(tested, told.isEmpty() ? "TEA 7" : "TEA 6");
        });
  }

  /** A publisher that keeps one version, and is overtaken when it begins to retire the others. */
  private static Publisher overtaken(StoreUnderTest tested, Runnable overtaking) {
    return tested
        .store()
        .publisher(new Retention(1, Duration.ZERO), Shop.CLOCK)
        .telling(
            step -> {
              if (step == PublishStep.RETIRE) {
                overtaking.run();
              }
            });
  }

  private static void rollBack(StoreUnderTest tested, Map<Integer, ServingFailure> told) {
    try {
      publisher(tested).rollback(Optional.empty());
    } catch (ServingFailure why) {
      told.put(0, why);
    }
  }

  private static long version(StoreUnderTest tested) {
    try (ServingReader reader = tested.store().reader()) {
      return reader.version();
    }
  }

  private static void attempt(
      Publisher publisher, Shop shop, int edition, Map<Integer, ServingFailure> told) {
    try {
      publish(publisher, shop, edition);
    } catch (ServingFailure why) {
      told.put(edition, why);
    }
  }

  @TestFactory
  Stream<DynamicTest> aHeldVersionThatIsRemovedAnswersAsBeforeOrSaysThatItIsGone() {
    return ofEveryStore(
        (tested, shop) -> {
          publish(tested, shop, 1);
          try (ServingReader reader = tested.store().reader();
              ServedVersion held = reader.hold()) {
            Map<String, Object> before = new HashMap<>();
            QUESTIONS.forEach((name, question) -> before.put(name, question.apply(held)));
            for (int edition = 2; edition <= 4; edition++) {
              publish(tested, shop, edition);
            }
            assertThat(tested.present()).doesNotContain(1L);

            QUESTIONS.forEach(
                (name, question) -> assertSameOrGone(name, held, question, before.get(name)));
            QUESTIONS.forEach(
                (name, question) ->
                    assertThat(reader.<Object>reading(question::apply)).as(name).isNotNull());
            assertThat(reader.reading(PublishersAndReadersTest::edition))
                .as("all of one version, the old one or the served one")
                .isIn("1 TEA 1", "4 TEA 4");
          }
        });
  }

  private static void assertSameOrGone(
      String name, ServedVersion held, Function<ServedVersion, Object> question, Object before) {
    Object answer;
    try {
      answer = question.apply(held);
    } catch (StoreUnavailable gone) {
      assertThat(gone)
          .as(name)
          .hasMessageStartingWith("version 1 was removed from ")
          .hasMessageEndingWith("; read the one that is served");
      return;
    }
    assertThat(answer).as(name).isEqualTo(before);
  }

  private static String edition(ServedVersion version) {
    return version.version() + " " + title(version.item("tea").flatMap(item -> item.title()));
  }

  private static Map<String, Function<ServedVersion, Object>> questions() {
    String customer = Shop.customer(7);
    Map<String, Function<ServedVersion, Object>> questions = new LinkedHashMap<>();
    questions.put("an item", version -> version.item("tea"));
    questions.put("an unknown item", version -> version.item("unknown"));
    questions.put("a customer", version -> version.customer(customer));
    questions.put("a list", version -> version.forCustomer("for_you", customer));
    questions.put("a fallback", version -> version.forCustomer("for_you", "unknown"));
    questions.put(
        "lists",
        version -> version.forCustomers(ListRequest.of("for_you"), List.of(customer, "unknown")));
    questions.put("what goes with an item", version -> version.alsoLike("tea"));
    questions.put("scores", version -> version.scores(customer));
    questions.put("segments", version -> version.segments(customer));
    questions.put("members", PublishersAndReadersTest::members);
    questions.put("what is popular", ServedVersion::popular);
    return questions;
  }

  private static List<String> members(ServedVersion version) {
    var members = new ArrayList<String>();
    version.forEachMember("win_back", (customer, membership) -> members.add(customer));
    return members;
  }
}
