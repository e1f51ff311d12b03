package io.jobservice.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Output of any size becomes lines of a bounded size. */
class CommandOutputSizeTest {

  private static List<String> lines(byte[] bytes, int chunk) {
    List<String> lines = new ArrayList<>();
    OutputLines cutter = new OutputLines(lines::add);
    for (int at = 0; at < bytes.length; at += chunk) {
      cutter.accept(ByteBuffer.wrap(bytes, at, Math.min(chunk, bytes.length - at)));
    }
    cutter.end();
    return lines;
  }

  @Test
  void longLinesAreSplitBetweenCharacters() {
    for (String character : List.of("x", "ä", "€", "😀")) {
      String line = "1" + character.repeat(100_000 / character.getBytes(UTF_8).length);

      List<String> parts = lines((line + "\nnext\n").getBytes(UTF_8), 777);

      assertThat(parts).hasSize(3);
      assertThat(parts.get(0)).endsWith(OutputLines.CONTINUES);
      assertThat(parts.get(0).getBytes(UTF_8).length)
          .isBetween(OutputLines.LONGEST - 4, OutputLines.LONGEST + OutputLines.CONTINUES.length());
      assertThat(parts.get(0).replace(OutputLines.CONTINUES, "") + parts.get(1)).isEqualTo(line);
      assertThat(parts.get(2)).isEqualTo("next");
    }
  }

  @Test
  void aLineOfExactlyTheLongestIsNotSplit() {
    String line = "x".repeat(OutputLines.LONGEST);
    assertThat(lines((line + "\n\n" + line).getBytes(UTF_8), 1000)).containsExactly(line, "", line);
  }

  @Test
  void requestsMayBeLonger() {
    String request = "::launch " + "x".repeat(500_000);
    String tooLong = "::launch " + "x".repeat(OutputLines.LONGEST_REQUEST);
    List<String> lines =
        lines((request + "\n" + tooLong + "\n" + "y".repeat(70_000)).getBytes(UTF_8), 4096);
    assertThat(lines.get(0)).isEqualTo(request);
    assertThat(lines.get(1)).hasSizeLessThan(OutputLines.LONGEST_REQUEST + 100);
    assertThat(lines.get(3)).hasSizeLessThan(OutputLines.LONGEST + 100);
  }

  @Test
  void anyBytesGiveTheSameLinesHoweverTheyCome() {
    Random random = new Random(5);
    for (int turn = 0; turn < 50; turn++) {
      byte[] bytes = new byte[random.nextInt(5000)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i += 7) {
        bytes[i] = (byte) "\r\n::".charAt(random.nextInt(4));
      }
      assertThat(lines(bytes, 1 + random.nextInt(100))).isEqualTo(lines(bytes, 10_000));
    }
  }
}
