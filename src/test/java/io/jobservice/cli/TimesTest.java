package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long NOW = 1_767_225_600;

  private final Times person =
      Times.forPerson(ZoneId.of("Asia/Kolkata"), Instant.ofEpochSecond(NOW));

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "59, 59s",
    "60, 1m",
    "61, 1m1s",
    "599, 9m59s",
    "600, 10m",
    "659, 10m",
    "3599, 59m",
    "3600, 1h",
    "3659, 1h",
    "3660, 1h1m",
    "86399, 23h59m",
    "86400, 1d",
    "90000, 1d1h",
    "863999, 9d23h",
    "864000, 10d",
    "867600, 10d",
    "31536000, 365d"
  })
  void aSpanHasTwoUnitsAtMost(long seconds, String text) {
    assertThat(Times.span(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0s ago", "-5, 5s ago", "-3660, 1h1m ago", "1, in 1s", "90, in 1m30s"})
  void aPersonReadsHowLongAgoOrUntil(long later, String text) {
    assertThat(person.brief(NODES.numberNode(NOW + later))).isEqualTo(text);
  }

  @Test
  void instantsAreInTheZoneOfThePersonAndElsewhereInUtc() {
    JsonNode now = NODES.numberNode(NOW);

    assertThat(person.shown(now)).isEqualTo("2026-01-01T05:30:00+05:30");
    assertThat(Times.utc().shown(now)).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(Times.utc().brief(now)).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void whatIsNoTimeStaysAsItIs() {
    for (Times times : new Times[] {person, Times.utc()}) {
      assertThat(times.brief(NODES.textNode("soon"))).isEqualTo("soon");
      assertThat(times.brief(NODES.textNode(""))).isEqualTo("-");
      assertThat(times.brief(NODES.missingNode())).isEqualTo("-");
    }
    assertThat(Times.utc().shown(NODES.numberNode(Long.MAX_VALUE)))
        .isEqualTo("9223372036854775807");
  }
}
