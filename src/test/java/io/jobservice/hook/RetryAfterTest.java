package io.jobservice.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "' 120 ' | PT2M",
        "Sun, 06 Nov 1994 08:49:37 GMT | PT37S",
        "Sunday, 06-Nov-94 08:49:37 GMT | PT37S",
        "Sun Nov  6 08:49:37 1994 | PT37S",
        "Wed Nov 16 08:49:00 1994 | PT240H",
        "Sat, 05 Nov 1994 08:49:37 GMT | PT0S",
        "999999999999999999 | PT8760H",
        "Fri, 01 Jan 2100 00:00:00 GMT | PT8760H"
      })
  void secondsAndDatesAreTimesToWait(String value, Duration expected) {
    assertThat(RetryAfter.parse(value, NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "1h", "Sun, 99 Nov 1994 08:49:37 GMT"})
  void anythingElseIsNone(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }
}
