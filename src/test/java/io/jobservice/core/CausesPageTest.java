package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.Cause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on causes has all of them, and so have the tests. */
class CausesPageTest {

  private static final Path PAGE = Path.of("src/site/markdown/why.md");
  private static final Path TESTS = Path.of("src/test/java/io/jobservice/core");

  @Test
  void itsTableIsThatOfTheCode() throws IOException {
    String table =
        Arrays.stream(Cause.values())
            .map(cause -> "| `" + cause.word() + "` | " + cause.meaning() + " |\n")
            .collect(Collectors.joining("", "| cause | means |\n| --- | --- |\n", "\n"));

    assertThat(Files.readString(PAGE)).contains(table);
  }

  @Test
  void eachCauseHasATest() throws IOException {
    String tests;
    try (Stream<Path> files = Files.list(TESTS)) {
      tests =
          files
              .filter(file -> file.getFileName().toString().matches("Why\\w+Test\\.java"))
              .map(CausesPageTest::text)
              .collect(Collectors.joining());
    }
    for (Cause cause : Cause.values()) {
      assertThat(tests).containsPattern("Cause\\." + cause.name() + "\\b");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
