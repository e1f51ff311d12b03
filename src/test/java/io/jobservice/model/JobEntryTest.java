package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.testing.GoldenDump;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobEntryTest {

  static List<String> goEntries() {
    List<String> entries = new ArrayList<>();
    for (String dump : List.of("redis-01-pending-workers-stopped", "redis-12-slow-in-progress")) {
      GoldenDump golden = GoldenDump.read(dump);
      entries.addAll(golden.jsonOf("jobs:"));
      entries.addAll(golden.jsonOf("scheduled"));
      entries.addAll(golden.jsonOf("retry"));
    }
    // What has gone through the old mover was written by Lua, in another order.
    entries.removeIf(entry -> !entry.startsWith("{\"name\":"));
    return entries;
  }

  @ParameterizedTest
  @MethodSource("goEntries")
  void anEntryOfAGoNodeIsWrittenBackToTheByte(String entry) throws Exception {
    assertThat(parse(entry).toJson()).isEqualTo(entry);
  }

  @Test
  void theGoldenDumpsHoldEntriesOfEverySort() {
    assertThat(goEntries())
        .hasSizeGreaterThan(10)
        .anyMatch(entry -> entry.contains("\"unique\":true"))
        .anyMatch(entry -> entry.contains("\"args\":null"))
        .anyMatch(entry -> entry.contains("_job_kind_periodic_"));
  }

  @Test
  void integersBeyondADoubleLoseDigitsInTheEntryOnly() throws Exception {
    ObjectNode args = (ObjectNode) StrictJson.parse("{\"b\":9007199254740993,\"a\":1e21,\"c\":-0}");
    JobEntry entry = JobEntry.fresh("N", "id", 5, Optional.of(args), false);
    assertThat(entry.toJson())
        .isEqualTo(
            "{\"name\":\"N\",\"id\":\"id\",\"t\":5,"
                + "\"args\":{\"a\":1e+21,\"b\":9007199254740992,\"c\":-0}}");
    assertThat(GoJson.exact(args)).isEqualTo("{\"a\":1e+21,\"b\":9007199254740993,\"c\":-0}");
  }

  @Test
  void textIsEscapedAsGoEscapesIt() {
    String text = "<b>&\u2028\u2029 \"\\ /\b\f\n\r\t\u0001\u007f h\u00e9\u00e9 \ud83d\ude00 \ud83d";
    assertThat(GoJson.quoted(text))
        .isEqualTo(
            "\"\\u003cb\\u003e\\u0026\\u2028\\u2029 \\\"\\\\ /\\b\\f\\n\\r\\t\\u0001\u007f"
                + " h\u00e9\u00e9 \ud83d\ude00 \ufffd\"");
  }

  @Test
  void keysAreSortedByTheirUtf8Bytes() throws Exception {
    String json = "{\"\ud83d\ude00\":1,\"\uffee\":2,\"b\":3,\"aa\":4,\"a\":5,\"B\":6}";
    assertThat(GoJson.exact(StrictJson.parse(json)))
        .isEqualTo("{\"B\":6,\"a\":5,\"aa\":4,\"b\":3,\"\uffee\":2,\"\ud83d\ude00\":1}");
  }

  @Test
  void everyEntryReadsBackAsItWasWritten() throws Exception {
    long seed = 1795304319;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      JobEntry entry =
          new JobEntry(
              "J" + i,
              JobId.random(random),
              random.nextInt(Integer.MAX_VALUE),
              random.nextInt(4) == 0 ? Optional.empty() : Optional.of(RandomJson.object(random)),
              random.nextBoolean(),
              random.nextInt(3),
              random.nextBoolean() ? "" : RandomJson.text(random),
              random.nextInt(2) * 1795304319L);
      String json = entry.toJson();
      assertThat(parse(json).toJson()).as("seed %d, entry %d", seed, i).isEqualTo(json);
    }
  }

  @Test
  void anExecutionHasItsDueSecondInTheIdOfItsStats() throws Exception {
    String id = "2745068c2a921a2fec578cd7";
    JobEntry entry =
        parse(
            "{\"name\":\"NOOP\",\"id\":\""
                + id
                + "\",\"t\":1,"
                + "\"args\":{\"_job_kind_periodic_\":\"1795304340\",\"p\":1}}");
    assertThat(entry.statsId()).isEqualTo(id + "@1795304340");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "5",
        "{}",
        "{\"name\":\"N\"}",
        "{\"name\":\"N\",\"id\":7}",
        "{\"name\":\"N\",\"id\":\"a\",\"args\":[1]}",
        "{\"name\":\"N\",\"id\":\"a\"} x",
        "{\"name\":\"N\",\"name\":\"M\",\"id\":\"a\"}"
      })
  void whatIsNoEntryIsRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(StrictJson.JsonSyntaxException.class);
  }

  private static JobEntry parse(String json) throws StrictJson.JsonSyntaxException {
    return JobEntry.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
