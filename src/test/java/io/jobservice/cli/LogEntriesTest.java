package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import io.jobservice.model.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random logs, of text and in JSON, against what is known of the entries that they are made of. */
class LogEntriesTest {

  private static final int TURNS = 300;
  private static final List<LogLevel> LEVELS = List.of(LogLevel.values());
  private static final Instant BEGIN = Instant.parse("2026-11-21T23:00:00Z");

  private final Json json = new Json();

  /** An entry, or a notice if it has no level; further lines are those of a stack. */
  private record Entry(
      Instant at, LogLevel level, String message, List<String> stack, long attempt) {

    boolean isNotice() {
      return level == null;
    }

    String text() {
      if (isNotice()) {
        return "--- attempt " + attempt + ", " + at + ", on n:1 ---\n";
      }
      String head = at + " [" + level + "] [/a/B.java:1]: " + message + "\n";
      return head + stack.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    String json(Json json) {
      ObjectNode object = json.nodes().objectNode().put("time", at.toString());
      if (isNotice()) {
        object.put("notice", "attempt").put("attempt", attempt).put("node", "n:1");
      } else {
        object
            .put("level", level.name())
            .put("source", "/a/B.java:1")
            .put("message", message)
            .put("attempt", attempt);
        if (!stack.isEmpty()) {
          object.put("failure", String.join("\n", stack) + "\n");
        }
      }
      return json.write(object) + "\n";
    }
  }

  private static List<Entry> log(Random random) {
    List<Entry> log = new ArrayList<>();
    Instant at = BEGIN;
    long attempt = 1;
    int size = random.nextInt(40);
    for (int i = 0; i < size; i++) {
      at = at.plusSeconds(random.nextInt(3));
      if (random.nextInt(12) == 0) {
        log.add(new Entry(at, null, "", List.of(), ++attempt));
        continue;
      }
      List<String> stack = new ArrayList<>();
      for (int lines = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0; lines > 0; lines--) {
        stack.add(random.nextBoolean() ? "\tat x.Y" + text(random) : "java.E: " + text(random));
      }
      LogLevel level = LEVELS.get(random.nextInt(LEVELS.size()));
      log.add(new Entry(at, level, message(random), stack, attempt));
    }
    return log;
  }

  private static String message(Random random) {
    StringBuilder message = new StringBuilder(text(random));
    while (random.nextInt(4) == 0) {
      // What must not be taken for the beginning of an entry or for a notice.
      String[] tricks = {"", "--- a", "b ---", "2026-11-21", "{\"time\":\"x\"}", "[INFO] x"};
      message.append('\n').append(tricks[random.nextInt(tricks.length)]).append(text(random));
    }
    return message.toString();
  }

  private static String text(Random random) {
    String letters = "abc ü€😀{}[]:=\"\\";
    return random
        .ints(random.nextInt(12), 0, letters.codePointCount(0, letters.length()))
        .map(i -> letters.codePointAt(letters.offsetByCodePoints(0, i)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private enum Shape {
    AS_IT_IS,
    TEXT,
    JSON
  }

  private static LogChoice.Rules all() {
    return new LogChoice.Rules(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private String printed(
      String log, LogChoice.Rules rules, Shape shape, OptionalInt most, Random random)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    LogTail tail = new LogTail(most, out);
    LogShape form =
        switch (shape) {
          case AS_IT_IS -> part -> tail.add(part.raw().bytes());
          case TEXT ->
              new LogAsText(new LogAsText.Looks(null, false, false, Optional.empty()), tail);
          case JSON -> new LogAsJson(json, OptionalLong.of(1), tail);
        };
    ChosenLog printer =
        new ChosenLog(out, new LogReader(json), rules, form, tail, Optional.empty());
    byte[] given = log.getBytes(UTF_8);
    for (int at = 0; at < given.length; ) {
      int length = Math.min(given.length - at, 1 + random.nextInt(60));
      printer.write(given, at, length);
      at += length;
    }
    printer.finish();
    return bytes.toString(UTF_8);
  }

  @Test
  void whatIsHeldBackComesWhenNothingFollows() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    LogTail tail = new LogTail(OptionalInt.of(1), out);
    LogAsJson shape = new LogAsJson(json, OptionalLong.empty(), tail);
    ChosenLog printer =
        new ChosenLog(out, new LogReader(json), all(), shape, tail, Optional.empty());
    String entry = "{\"time\":\"2026-11-21T23:00:00Z\",\"level\":\"INFO\",\"source\":\"x\",";

    printer.write("old\n2026-11-21T23:00:00Z [INFO] [x]: a\n b\n".getBytes(UTF_8));
    printer.flush();
    assertThat(bytes.toString(UTF_8)).isEmpty();
    printer.quiet();
    assertThat(bytes.toString(UTF_8)).isEqualTo(entry + "\"message\":\"a\\n b\"}\n");

    bytes.reset();
    printer.write(" c\n--- 3 lines were lost ---\n".getBytes(UTF_8));
    printer.finish();
    assertThat(bytes.toString(UTF_8))
        .isEqualTo(entry + "\"message\":\" c\"}\n{\"notice\":\"3 lines were lost\"}\n");
  }

  private static String text(List<Entry> log, Predicate<Entry> chosen) {
    return log.stream().filter(chosen).map(Entry::text).collect(Collectors.joining());
  }

  private String json(List<Entry> log, Predicate<Entry> chosen) {
    return log.stream().filter(chosen).map(e -> e.json(json)).collect(Collectors.joining());
  }

  private interface Turn {
    void check(List<Entry> log, Random random, String where) throws IOException;
  }

  private static void forRandomLogs(long seed, Turn turn) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < TURNS; i++) {
      turn.check(log(random), random, "seed %d, turn %d".formatted(seed, i));
    }
  }

  @Test
  void whatIsNotChosenFromStaysAsItIs() throws IOException {
    forRandomLogs(
        1,
        (log, random, where) -> {
          String text = text(log, e -> true);
          String objects = json(log, e -> true);
          OptionalInt all = OptionalInt.empty();
          assertThat(printed(text, all(), Shape.AS_IT_IS, all, random)).as(where).isEqualTo(text);
          assertThat(printed(text, all(), Shape.TEXT, all, random)).as(where).isEqualTo(text);
          assertThat(printed(objects, all(), Shape.AS_IT_IS, all, random))
              .as(where)
              .isEqualTo(objects);
          assertThat(printed(objects, all(), Shape.JSON, all, random)).as(where).isEqualTo(objects);
        });
  }

  @Test
  void jsonAsTextIsTheLogOfText() throws IOException {
    forRandomLogs(
        2,
        (log, random, where) ->
            assertThat(
                    printed(json(log, e -> true), all(), Shape.TEXT, OptionalInt.empty(), random))
                .as(where)
                .isEqualTo(text(log, e -> true)));
  }

  @Test
  void textAsJsonHasTheSameEntries() throws IOException {
    forRandomLogs(
        3,
        (log, random, where) -> {
          List<Entry> joined =
              log.stream()
                  .map(
                      e -> {
                        List<String> lines = new ArrayList<>(List.of(e.message()));
                        lines.addAll(e.stack());
                        return new Entry(
                            e.at(), e.level(), String.join("\n", lines), List.of(), e.attempt());
                      })
                  .toList();
          assertThat(printed(text(log, e -> true), all(), Shape.JSON, OptionalInt.empty(), random))
              .as(where)
              .isEqualTo(json(joined, e -> true));
        });
  }

  @Test
  void levelAndTimeChooseWholeEntries() throws IOException {
    forRandomLogs(
        4,
        (log, random, where) -> {
          LogLevel least = LEVELS.get(random.nextInt(LEVELS.size()));
          Instant until = BEGIN.plusSeconds(random.nextInt(60));
          LogChoice.Rules rules =
              new LogChoice.Rules(Optional.of(least), Optional.of(until), Optional.empty());
          Predicate<Entry> chosen =
              e -> e.at().isBefore(until) && (e.isNotice() || e.level().compareTo(least) >= 0);
          for (Shape shape : List.of(Shape.AS_IT_IS, Shape.TEXT)) {
            assertThat(printed(text(log, e -> true), rules, shape, OptionalInt.empty(), random))
                .as(where)
                .isEqualTo(text(log, chosen));
          }
          assertThat(
                  printed(json(log, e -> true), rules, Shape.AS_IT_IS, OptionalInt.empty(), random))
              .as(where)
              .isEqualTo(json(log, chosen));
        });
  }

  @Test
  void aTextChoosesWholeEntriesAndTheTailIsOfTheirLines() throws IOException {
    forRandomLogs(
        5,
        (log, random, where) -> {
          Pattern wanted = Pattern.compile("[ü€]c?$");
          LogChoice.Rules rules =
              new LogChoice.Rules(Optional.empty(), Optional.empty(), Optional.of(wanted));
          String chosen =
              text(log, e -> e.text().lines().anyMatch(line -> wanted.matcher(line).find()));
          int most = random.nextInt(20);
          List<String> lines = List.of(chosen.split("(?<=\n)"));
          String last =
              String.join("", lines.subList(Math.max(0, lines.size() - most), lines.size()));

          assertThat(
                  printed(
                      text(log, e -> true), rules, Shape.AS_IT_IS, OptionalInt.of(most), random))
              .as(where)
              .isEqualTo(last);
        });
  }
}
