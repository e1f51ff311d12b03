package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TranscriptFileTest {

  @TempDir private Path directory;

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of("  a   b ", List.of("a", "b")),
        Arguments.of("a 'b c' d", List.of("a", "b c", "d")),
        Arguments.of("a \"b  c\"", List.of("a", "b  c")),
        Arguments.of("-p text='a  b'x", List.of("-p", "text=a  bx")),
        Arguments.of("'a'\"b\"c", List.of("abc")),
        Arguments.of("\"it's\" '\"x\"'", List.of("it's", "\"x\"")),
        Arguments.of("a '' b", List.of("a", "", "b")),
        Arguments.of("--key ''", List.of("--key", "")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void wordsAreThoseOfAShell(String command, List<String> words) {
    assertThat(TranscriptFile.words(command)).isEqualTo(words);
  }

  @Test
  void aStepHasItsInputItsOutputsAndItsCode() throws IOException {
    String text =
        """
        # For the reader.

        @direct
        @terminal 40
        $ jobservice stop -
        < a1
        <\s
        out one

        out two
        ! err one
        ? 7

        $ jobservice list
        """;
    Path file = Files.writeString(directory.resolve("some.txt"), text);

    TranscriptFile read = TranscriptFile.read(file);

    assertThat(read.name()).isEqualTo("some.txt");
    assertThat(read.steps())
        .containsExactly(
            new TranscriptFile.Step(
                List.of("# For the reader.", "", "@direct", "@terminal 40"),
                5,
                "jobservice stop -",
                "direct",
                40,
                List.of("a1", ""),
                List.of("out one", "", "out two"),
                List.of("err one"),
                7),
            new TranscriptFile.Step(
                List.of(), 14, "jobservice list", "", -1, List.of(), List.of(), List.of(), 0));
    assertThat(
            read.steps()
                    .get(0)
                    .written(new Transcript.Result(7, "out one\n\nout two\n", "err one\n"))
                + read.steps().get(1).written(new Transcript.Result(0, "", "")))
        .isEqualTo(text + "\n");
  }
}
