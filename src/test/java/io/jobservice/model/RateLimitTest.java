package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

  @ParameterizedTest
  @CsvSource({
    "100/m, 100, PT1M, 100/m",
    "5/s, 5, PT1S, 5/s",
    "1000/h, 1000, PT1H, 1000/h",
    "10/30s, 10, PT30S, 10/30s",
    "1000000/d, 1000000, PT24H, 1000000/d",
    "1/1m, 1, PT1M, 1/m",
    "1/60s, 1, PT1M, 1/m",
    "7/1h30m, 7, PT1H30M, 7/1h30m",
    "2/1000ms, 2, PT1S, 2/s",
    "2/10s, 2, PT10S, 2/10s",
  })
  void aLimitIsANumberForAPeriod(String text, int permits, Duration per, String form) {
    RateLimit limit = new RateLimit(permits, per);
    assertThat(RateLimit.parse(text)).contains(limit);
    assertThat(limit).hasToString(form);
    assertThat(RateLimit.parse(form)).contains(limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "/s",
        "5/",
        "0/s",
        "-1/s",
        "1000001/s",
        "99999999999/s",
        "5/ms",
        "5/500ms",
        "5/1500ms",
        "5/25h",
        "5/0s",
        "5/30",
        "5/S",
        "5 / s",
        "1.5/s",
        "5/s/s",
        "5/x"
      })
  void anythingElseIsNone(String text) {
    assertThat(RateLimit.parse(text)).isEmpty();
  }

  @Test
  void noneCanBeMadeOutOfItsRanges() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(0, Duration.ofHours(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(1, Duration.ofDays(2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(1, Duration.ofMillis(1500)));
  }
}
