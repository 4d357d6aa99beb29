package org.alsolike.jobs.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alsolike.jobs.steps.Inquiry.Answer;
import org.alsolike.models.recommend.rules.ListName;
import org.junit.jupiter.api.Test;

class WhyAnswerTest {

  private static final ListReason BOUGHT_BEFORE =
      new ListReason(
          ListName.FOR_YOU,
          "blend",
          20,
          Optional.of("bought before"),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  private static Answer of(Optional<String> giant) {
    var pair =
        new KnownPair(
            "till-7",
            "tea",
            true,
            true,
            Optional.empty(),
            OptionalLong.of(9),
            2,
            OptionalLong.of(1));
    return new WhyAnswer(
            "2011-12-10", Optional.empty(), pair, giant, List.of(), List.of(BOUGHT_BEFORE))
        .asAnswer();
  }

  private static JsonNode json(Answer answer) throws JsonProcessingException {
    return new ObjectMapper().readTree(answer.json());
  }

  @Test
  void saysThatNothingIsLearnedFromAGiantAndWhyBeforeTheLists() throws JsonProcessingException {
    Answer answer = of(Optional.of("holds 20 of 22 items: a giant holds more than 16"));

    assertThat(answer.lines())
        .containsSubsequence(
            "Nothing is learned from this customer, who holds 20 of 22 items: a giant holds more"
                + " than 16.",
            "list         place     because");
    assertThat(json(answer).get("giant").textValue())
        .isEqualTo("holds 20 of 22 items: a giant holds more than 16");
  }

  @Test
  void saysNothingOfGiantsOtherwise() throws JsonProcessingException {
    Answer answer = of(Optional.empty());

    assertThat(answer.lines()).noneMatch(line -> line.contains("learned"));
    assertThat(json(answer).has("giant")).isFalse();
  }
}
