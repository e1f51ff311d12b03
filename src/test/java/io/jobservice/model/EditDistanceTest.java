package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

  @ParameterizedTest
  @CsvSource({"abcd, abcd, 0", "abcd, acbd, 1", "abcd, abd, 1", "abcd, abxcd, 1", "abcd, axyd, 2"})
  void slipsAreCounted(String a, String b, int slips) {
    assertThat(EditDistance.between(a, b)).isEqualTo(slips);
    assertThat(EditDistance.between(b, a)).isEqualTo(slips);
  }

  @ParameterizedTest
  @CsvSource({
    "imgae, image",
    "IMAGE, image",
    "hodl, hold",
    "paus, pause",
    "color, ",
    "x, ",
    "ot, "
  })
  void theNearestWordIsFound(String typed, String meant) {
    assertThat(EditDistance.nearest(typed, List.of("image", "pause", "hold", "to")).orElse(null))
        .isEqualTo(meant);
  }
}
