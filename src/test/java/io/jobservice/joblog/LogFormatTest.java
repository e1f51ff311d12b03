package io.jobservice.joblog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.model.LogLevel;
import io.jobservice.model.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is logged, its log can be read. */
class LogFormatTest {

  private static final int ROUNDS = 3_000;
  private static final LogRun RUN = LogFixture.run(LogFixture.ID, 3);

  private static final String[] ALPHABET = {
    "a",
    "Z",
    " ",
    "{",
    "}",
    "=",
    ",",
    "\"",
    "\\",
    "[",
    "]",
    ": ",
    "--- ",
    " ---",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u0000",
    "\u001b",
    "\u007f",
    "\u0085",
    "\u009b",
    "\u00e9",
    "\u2028",
    "\ud83d\ude00",
    "\ud800"
  };

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private String text(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return text.toString();
  }

  private LogEntry entry() {
    Map<String, String> context = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      context.put(text(4), text(8));
    }
    Instant at =
        Instant.ofEpochSecond(random.nextLong(253_402_300_800L), random.nextInt(1_000_000_000));
    Optional<Throwable> failure =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(LoggedFailure.of(new IllegalStateException(text(10))));
    return new LogEntry(
        at,
        List.of(LogLevel.values()).get(random.nextInt(5)),
        "/a/B" + text(3) + ".java:12",
        text(20),
        context,
        failure);
  }

  /** As it comes back from UTF-8, which has no lone surrogates. */
  private static String stored(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Test
  void textIsPlainAndBeginsWithTimeLevelAndSource() {
    LogFormat format = new TextFormat();
    for (int i = 0; i < ROUNDS; i++) {
      LogEntry entry = entry();
      StringBuilder into = new StringBuilder();
      format.entry(RUN, entry, into);
      String text = into.toString();
      String time = entry.at().toString().substring(0, 19) + "Z";
      assertThat(text)
          .as("seed %s, round %s: %s", seed, i, entry)
          .startsWith(time + " [" + entry.level() + "] [/a/B")
          .endsWith("\n")
          .doesNotMatch("(?s).*[\\p{Cntrl}\u0080-\u009f&&[^\n\t]].*");
      String head = text.lines().findFirst().orElseThrow();
      assertThat(head)
          .as("seed %s, round %s: %s", seed, i, entry)
          .matches("(?s)\\S+ \\[[A-Z]+] \\[.*\\.java:12]: .*");
      assertThat(entry.failure().isEmpty() || text.contains("\n\tat io.jobservice.joblog"))
          .isTrue();
    }
  }

  @Test
  void jsonIsOneObjectALineWithAllThatWasLogged() throws Exception {
    LogFormat format = new JsonFormat();
    for (int i = 0; i < ROUNDS; i++) {
      LogEntry entry = entry();
      StringBuilder into = new StringBuilder();
      format.entry(RUN, entry, into);
      String text = into.toString();
      assertThat(text)
          .as("seed %s, round %s: %s", seed, i, entry)
          .endsWith("}\n")
          .doesNotMatch("(?s).*[\\p{Cntrl}\u0080-\u009f].*.");
      JsonNode json = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
      assertThat(Instant.parse(json.path("time").asText()).getEpochSecond())
          .isEqualTo(entry.at().getEpochSecond());
      assertThat(json.path("level").asText()).isEqualTo(entry.level().name());
      assertThat(json.path("source").asText()).isEqualTo(stored(entry.source()));
      assertThat(json.path("message").asText())
          .as("seed %s, round %s: %s", seed, i, entry)
          .isEqualTo(stored(entry.message()));
      assertThat(json.path("attempt").asLong()).isEqualTo(3);
      assertThat(json.has("context")).isEqualTo(!entry.context().isEmpty());
      assertThat(json.has("failure")).isEqualTo(entry.failure().isPresent());
    }
  }

  @Test
  void noticesAreLinesOfTheirOwn() throws Exception {
    for (LogFormat format : new LogFormat[] {new TextFormat(), new JsonFormat()}) {
      StringBuilder into = new StringBuilder();
      String text = "why" + text(20);
      format.notice(Instant.EPOCH, text, into);
      assertThat(into.toString())
          .as("seed %s", seed)
          .endsWith(format.noticeEnd(text))
          .matches("[^\n]*\n");
    }
    StringBuilder attempt = new StringBuilder();
    new TextFormat().attempt(RUN, Instant.EPOCH, attempt);
    assertThat(attempt).hasToString("--- attempt 3, 1970-01-01T00:00:00Z, on node-a:4711 ---\n");
  }
}
