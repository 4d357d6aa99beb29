package org.alsolike.jobs.steps;

import static org.alsolike.jobs.steps.Training.Purpose.JUDGED;
import static org.alsolike.jobs.steps.Training.Purpose.SERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemarksTest {

  @Test
  void ofAPartAreTheBlendsOwnWhereThePartDoesNotSayTheSameForItself() {
    List<String> blend =
        List.of("learned from 9 examples", "ease: 40 items are solved", "als: in-process solver");
    Remarks remarks = new Remarks();
    remarks.add(JUDGED, "blend", blend);
    remarks.add(JUDGED, "ease", List.of("40 items are solved"));
    remarks.add(JUDGED, "als", List.of("MLlib")); // with other hyperparameters

    assertThat(remarks.own(JUDGED, blend))
        .containsExactly("learned from 9 examples", "als: in-process solver");
    assertThat(remarks.own(JUDGED, List.of("40 items are solved"))).hasSize(1);
    assertThat(remarks.own(SERVED, blend)).isEqualTo(blend);
  }
}
