package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "30, PT30S",
    "90s, PT90S",
    "2m, PT2M",
    "1h30m, PT1H30M",
    "500ms, PT0.5S",
    "1h2m3s4ms, PT1H2M3.004S",
    "1m500ms, PT1M0.5S",
    "24h, PT24H",
    "0s, PT0S",
    "7d, PT168H",
    "1d12h, PT36H",
    "999999999d999999999h, PT24999999975H"
  })
  void durationsAreNumbersWithUnits(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "1.5s",
        "-1s",
        "1 h",
        "1w",
        "12h1d",
        "1d1d",
        "30m1h",
        "1S",
        "9999999999s",
        "PT1S"
      })
  void anythingElseIsNone(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT90S, 1m30s",
    "PT0.5S, 500ms",
    "PT36H, 1d12h",
    "PT1H2M3.004S, 1h2m3s4ms",
    "PT0.0009S, 0s"
  })
  void aDurationHasAShortestText(Duration duration, String text) {
    assertThat(DurationText.format(duration)).isEqualTo(text);
  }

  @Test
  void everyTextReadsBackAsItsDuration() {
    long seed = 20260722;
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(1L << (1 + i % 45)));
      assertThat(DurationText.parse(DurationText.format(duration)))
          .as("seed %d, turn %d", seed, i)
          .contains(duration);
    }
  }
}
