package io.jobservice.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.redis.HookEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRequestTest {

  private static HookEvent event(String job, String url) {
    return new HookEvent(
        job, 7, HookEvent.Kind.STATUS, 1_795_304_349_045L, 0, true, url, "Success", 12, 0, "{}");
  }

  @Test
  void headersTellWhichEventItIsAndWhichTry() {
    HookRequest request = EventRequest.of(event("abc@12", "HTTP://u:p@host/x?y=1"), 3, Map.of());

    assertThat(request.id()).isEqualTo("abc@12-7");
    assertThat(request.headers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "X-Jobservice-Event-Id", "abc@12-7",
                "X-Jobservice-Job-Id", "abc@12",
                "X-Jobservice-Revision", "12",
                "X-Jobservice-Sequence", "7",
                "X-Jobservice-Event-Time", "2026-11-21T23:39:09.045Z",
                "X-Jobservice-Attempt", "3"));
  }

  @ParameterizedTest
  @CsvSource({"a%20b~!, a%20b~!", "'a b%', a%20b%25", "\u00e9, %C3%A9", "'x\ny', x%0Ay"})
  void whatNoHeaderMayHoldIsEncoded(String text, String visible) {
    assertThat(EventRequest.visible(text)).isEqualTo(visible);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://host/", "host:80", "/path", "http:///path", "http://a b/"})
  void whatIsNoUrlOfAWebServerGetsNoRequest(String url) {
    assertThatThrownBy(() -> EventRequest.of(event("a", url), 1, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the URL must be an http or https URL");
  }
}
