package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobservice.model.LogLevel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTextTest {

  private static final Instant AT = Instant.parse("2026-11-21T23:39:09.123456Z");
  private static final String STACK =
      "java.io.IOException: no\n\tat a.B.c(B.java:1)\nCaused by: java.lang.Error\n\tat a.B.d(B.java:2)\n";

  private static ServiceEvent event(String message, Map<String, String> context, String failure) {
    return new ServiceEvent(
        AT,
        LogLevel.WARNING,
        "main",
        "io.jobservice.x.Y",
        message,
        context,
        Optional.ofNullable(failure));
  }

  @Test
  void aLineOfText() {
    assertThat(EventText.text(event("hello", Map.of(), null)))
        .isEqualTo("2026-11-21T23:39:09.123Z WARN  [main] Y: hello\n");
  }

  @Test
  void textHasContextAndStackOnTheSameLine() {
    assertThat(EventText.text(event("hello", Map.of("b", "2", "a", "1"), STACK)))
        .isEqualTo(
            "2026-11-21T23:39:09.123Z WARN  [main] Y: hello {a=1, b=2}"
                + " | java.io.IOException: no | at a.B.c(B.java:1)"
                + " | Caused by: java.lang.Error | at a.B.d(B.java:2)\n");
  }

  @Test
  void whatWouldBreakALineIsEscaped() {
    assertThat(EventText.text(event("a\nb\r\tc\u001b[31m\u0085\u2028", Map.of(), null)))
        .endsWith(": a\\nb\\r\\tc\\u001b[31m\\u0085\\u2028\n");
  }

  @Test
  void anObjectOfJson() {
    assertThat(EventText.json(event("a\n\"b\"", Map.of("b", "2", "a", "1"), "x\n\ty\n")))
        .isEqualTo(
            "{\"time\":\"2026-11-21T23:39:09.123Z\",\"level\":\"WARNING\",\"thread\":\"main\","
                + "\"logger\":\"io.jobservice.x.Y\",\"message\":\"a\\n\\\"b\\\"\","
                + "\"context\":{\"a\":\"1\",\"b\":\"2\"},\"failure\":\"x\\n\\ty\\n\"}\n");
    assertThat(EventText.json(event("a", Map.of(), null))).doesNotContain("context", "failure");
  }

  @ParameterizedTest
  @EnumSource(LogLevel.class)
  void everyLevelHasItsName(LogLevel level) {
    ServiceEvent event = new ServiceEvent(AT, level, "t", "l", "m", Map.of(), Optional.empty());
    String name = level == LogLevel.WARNING ? "WARN" : level.name();

    assertThat(EventText.text(event)).contains("Z " + name + " ");
    assertThat(EventText.json(event)).contains("\"level\":\"" + level.name() + "\"");
  }

  @Test
  void anyEventIsOneLineAndJsonGivesItBack() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String message = text(random);
      ServiceEvent event = event(message, Map.of(text(random), text(random)), text(random));

      assertThat(EventText.text(event).lines()).as("seed %d", seed).hasSize(1);
      String line = EventText.json(event);
      assertThat(line.lines()).as("seed %d", seed).hasSize(1);
      JsonNode read = new ObjectMapper().readTree(line);
      assertThat(read.path("message").asText()).as("seed %d", seed).isEqualTo(message);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      int c = random.nextInt(4) == 0 ? random.nextInt(0xD7FF) : random.nextInt(0xA0);
      text.append((char) c);
    }
    return text.toString();
  }
}
