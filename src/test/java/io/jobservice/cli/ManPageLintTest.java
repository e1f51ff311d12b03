package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The committed pages, before the programs that people read them with. */
@Timeout(120)
class ManPageLintTest {

  @TempDir private Path directory;

  @Test
  void groffHasNothingToSay() throws Exception {
    assertThat(said("groff", "-man", "-Tutf8", "-ww", "-z")).isEmpty();
  }

  @Test
  void manHasNothingToSay() throws Exception {
    assertThat(said("man", "-l", "--warnings", "-Tutf8", "-Z")).isEmpty();
  }

  @Test
  void mandocHasNothingToSay() throws Exception {
    assertThat(said("mandoc", "-Tlint", "-Wwarning")).isEmpty();
  }

  /** What a program says of all pages on standard error, or as its lint on standard output. */
  private String said(String... command) throws IOException, InterruptedException {
    needs(command[0]);
    List<String> words = new ArrayList<>(List.of(command));
    try (Stream<Path> pages = Files.list(Path.of("man"))) {
      pages.map(Path::toString).sorted().forEach(words::add);
    }
    assertThat(words).hasSizeGreaterThan(command.length);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    boolean lints = command[0].equals("mandoc");
    assertThat(lints || process.exitValue() == 0).isTrue();
    return Files.readString(err) + (lints ? Files.readString(out) : "");
  }

  private static void needs(String program) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    Assumptions.assumeTrue(there, program + " is not installed");
  }
}
