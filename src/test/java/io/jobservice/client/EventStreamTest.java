package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static List<String> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<String> read(InputStream in) throws IOException {
    EventStream stream = new EventStream(in);
    List<String> events = new ArrayList<>();
    for (EventStream.Event e = stream.read(); e != null; e = stream.read()) {
      events.add(e.name() + "|" + e.id() + "|" + e.data().text());
    }
    return events;
  }

  @Test
  void anEventIsItsFieldsUpToAnEmptyLine() throws IOException {
    assertThat(read("id: 1:2\nevent: log\ndata: a: b\n\nevent: log\ndata\n\n"))
        .containsExactly("log|1:2|a: b", "log|null|");
  }

  @Test
  void oneSpaceAfterTheColonIsNotOfTheValue() throws IOException {
    assertThat(read("data:a\n\ndata:  a\n\ndata: \n\n"))
        .containsExactly("message|null|a", "message|null| a", "message|null|");
  }

  @Test
  void dataOfSeveralLinesAreJoined() throws IOException {
    assertThat(read("data: a\ndata:\ndata: b\n\n")).containsExactly("message|null|a\n\nb");
  }

  @Test
  void commentsAreSignsOfLifeOutsideOfEvents() throws IOException {
    assertThat(read(": heartbeat\n\nevent: x\n: y\ndata: z\n\n:\n"))
        .containsExactly("|null|: heartbeat", "x|null|z", "|null|:");
  }

  @Test
  void whatIsUnknownOrWithoutDataOrUnfinishedIsNothing() throws IOException {
    assertThat(read("retry: 5\ndatas: 1\n\nevent: x\nid: 7\n\ndata: a\n\ndata: unfinished\n"))
        .containsExactly("message|null|a");
    assertThat(read("data: a\n\nevent: end\ndata: {}")).containsExactly("message|null|a");
  }

  @Test
  void aCarriageReturnEndsALineBeforeANewlineOnly() throws IOException {
    assertThat(read("event: log\r\ndata: a\rb\r\n\r\n")).containsExactly("log|null|a\rb");
  }

  @Test
  void aLineThatIsTooLongIsCutBetweenTwoCharacters() throws IOException {
    // The prefix leaves a remainder, so that the limit falls into a character of three bytes.
    String line = "€".repeat(EventStream.LONGEST_LINE);

    List<String> events = read("event: log\ndata: " + line + "\n\nevent: log\ndata: b\n\n");

    assertThat(events).hasSize(2);
    assertThat(events.get(0)).matches("log\\|null\\|€+…");
    assertThat(events.get(0).getBytes(UTF_8).length)
        .isBetween(EventStream.LONGEST_LINE - 20, EventStream.LONGEST_LINE + 20);
    assertThat(events.get(1)).isEqualTo("log|null|b");
  }

  @Test
  void howItIsCutIntoPiecesDoesNotMatter() throws IOException {
    long seed = 20261122;
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String data = "ü\t:" + "x".repeat(random.nextInt(40));
      if (random.nextInt(5) == 0) {
        text.append(":\n\n");
        expected.add("|null|:");
      }
      text.append("id: ").append(i).append("\nevent: log\ndata: ").append(data).append("\n\n");
      expected.add("log|" + i + "|" + data);
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    InputStream pieces =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(50)));
          }
        };

    assertThat(read(pieces)).as("seed %d", seed).isEqualTo(expected);
  }
}
