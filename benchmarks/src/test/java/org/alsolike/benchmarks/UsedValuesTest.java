package org.alsolike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.alsolike.models.recommend.Blend;
import org.alsolike.models.recommend.ItemNeighbours;
import org.junit.jupiter.api.Test;

class UsedValuesTest {

  @Test
  void areNumbersByTheKeysOfTheConfiguration() throws JsonProcessingException {
    assertThat(UsedValues.of(ItemNeighbours.defaults()).toString())
        .isEqualTo(
            "{\"similarity\":\"cosine\",\"neighbours\":20,\"shrinkage\":10.0,"
                + "\"popularity_exponent\":0.5,\"order_share\":0.15,\"max_basket\":1000,"
                + "\"threads\":2,\"memory_limit_mb\":2048}");
  }

  @Test
  void nestTheModelsOfABlend() throws JsonProcessingException {
    ObjectNode values = UsedValues.of(Blend.defaults());

    assertThat(values.at("/models/0/kind").asText()).isEqualTo("ease");
    assertThat(values.at("/ranker/rounds").isNumber()).isTrue();
    assertThat(values.at("/window").asText()).isEqualTo("PT744H");
  }
}
