package io.jobservice.joblog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.joblog.LogSearch.Span;
import io.jobservice.joblog.LogSearch.Tail;
import io.jobservice.model.AttemptRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding lines, times and attempts, against reading all of a log. */
class LogSearchTest {

  private static final Instant BEGIN = Instant.parse("2026-11-22T09:00:00Z");

  /** A log in memory that counts what is read of it. */
  private static final class Memory implements StoredLog {

    private final byte[] bytes;
    private long read;

    Memory(String text) {
      bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long start() {
      return 0;
    }

    @Override
    public long end() {
      return bytes.length;
    }

    @Override
    public int read(long place, byte[] into, int offset, int length) {
      if (place >= bytes.length) {
        return -1;
      }
      // Less than asked for, as files may give.
      int count = (int) Math.min(Math.min(length, 7_000), bytes.length - place);
      System.arraycopy(bytes, (int) place, into, offset, count);
      read += count;
      return count;
    }

    @Override
    public void close() {}
  }

  /** A line of a random log. */
  private record Line(String text, long second, long attempt, boolean begins) {}

  private static List<Line> random(Random random, boolean json) {
    List<Line> lines = new ArrayList<>();
    long second = BEGIN.getEpochSecond();
    long attempt = 1;
    int count = random.nextInt(3_000);
    for (int i = 0; i < count; i++) {
      second += random.nextInt(4) == 0 ? random.nextInt(30) : 0;
      if (random.nextInt(400) == 0) {
        attempt += 1 + random.nextInt(2);
        lines.add(separator(json, second, attempt));
      }
      String words = "x".repeat(random.nextInt(10) == 0 ? random.nextInt(3_000) : 20);
      lines.add(line(json, second, attempt, words));
      if (!json && random.nextInt(20) == 0) {
        lines.add(new Line("\tat some.Stack(Trace.java:1)", second, attempt, false));
        lines.add(new Line("", second, attempt, false));
      }
    }
    return lines;
  }

  private static Line separator(boolean json, long second, long attempt) {
    Instant at = Instant.ofEpochSecond(second);
    String text =
        json
            ? "{\"time\":\"%s\",\"notice\":\"attempt\",\"attempt\":%d,\"node\":\"a:1\"}"
                .formatted(micros(at), attempt)
            : "--- attempt %d, %s, on a:1 ---".formatted(attempt, at);
    return new Line(text, second, attempt, true);
  }

  private static Line line(boolean json, long second, long attempt, String words) {
    Instant at = Instant.ofEpochSecond(second);
    String text =
        json
            ? "{\"time\":\"%s\",\"level\":\"INFO\",\"source\":\"/a/B.java:1\",\"message\":\"%s\"}"
                .formatted(micros(at), words)
            : at + " [INFO] [/a/B.java:1]: " + words;
    return new Line(text, second, attempt, true);
  }

  private static String micros(Instant at) {
    return at.toString().replace("Z", ".000001Z");
  }

  private static String text(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text).append('\n'));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itFindsWhatReadingAllOfItFinds(boolean json) throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<Line> lines = random(random, json);
      Memory log = new Memory(text(lines));
      LogSearch search = new LogSearch(log);
      Span all = new Span(0, log.end());
      String which = "seed " + seed;

      int tail = random.nextInt(lines.size() + 5);
      Tail found = search.tail(all, tail);
      int shown = Math.min(tail, lines.size());
      assertThat(found.lines()).as(which).isEqualTo(shown);
      assertThat(found.from())
          .as(which)
          .isEqualTo(text(lines.subList(0, lines.size() - shown)).length());

      Instant since = BEGIN.plusSeconds(random.nextInt(40_000));
      int before = 0;
      while (before < lines.size() && lines.get(before).second < since.getEpochSecond()) {
        before++;
      }
      assertThat(search.since(all, since.plusMillis(900)))
          .as(which)
          .isEqualTo(text(lines.subList(0, before)).length());

      long first = 1L + random.nextInt(6);
      AttemptRange range = new AttemptRange(first, first + random.nextInt(3));
      List<Line> earlier = lines.stream().filter(line -> line.attempt < range.first()).toList();
      List<Line> upTo = lines.stream().filter(line -> line.attempt <= range.last()).toList();
      Span attempts = search.attempts(range, log.end());
      assertThat(attempts.to() - attempts.from())
          .as(which)
          .isEqualTo(text(upTo).length() - text(earlier).length());
      if (attempts.to() > attempts.from()) {
        assertThat(attempts.from()).as(which).isEqualTo(text(earlier).length());
      }
    }
  }

  @Test
  void littleIsReadOfALongLog() throws IOException {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      lines.add(line(false, BEGIN.getEpochSecond() + i, 1, "some words"));
    }
    Memory log = new Memory(text(lines));
    LogSearch search = new LogSearch(log);
    Span all = new Span(0, log.end());

    assertThat(search.tail(all, 10).lines()).isEqualTo(10);
    assertThat(log.read).isLessThan(100_000);
    log.read = 0;
    search.since(all, BEGIN.plus(100_000, ChronoUnit.SECONDS));
    assertThat(log.read).isLessThan(1_500_000);
  }

  @Test
  void aLineThatIsNotEndedCounts() throws IOException {
    Memory log = new Memory("one\ntwo");
    assertThat(new LogSearch(log).tail(new Span(0, 7), 1)).isEqualTo(new Tail(4, 1));
    assertThat(new LogSearch(log).tail(new Span(0, 7), 5)).isEqualTo(new Tail(0, 2));
    assertThat(new LogSearch(log).tail(new Span(0, 7), 0)).isEqualTo(new Tail(7, 0));
  }
}
