package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastJobTest {

  @TempDir private Path directory;

  private Map<String, String> home() {
    return Map.of("HOME", directory.toString());
  }

  private Path file() {
    return directory.resolve(".local/state/jobservice/last-job");
  }

  @Test
  void theIdIsKeptBelowTheHomeFolder() throws IOException {
    assertThat(new LastJob(home()).read()).isEmpty();

    new LastJob(home()).write("first");
    new LastJob(home()).write("second");

    assertThat(new LastJob(home()).read()).contains("second");
    assertThat(file()).hasContent("second");
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void theStateFolderIsPreferred() {
    Map<String, String> env =
        Map.of(
            "HOME",
            directory.toString(),
            "XDG_STATE_HOME",
            directory.resolve("my state").toString());

    new LastJob(env).write("abc");

    assertThat(directory.resolve("my state/jobservice/last-job")).hasContent("abc");
    assertThat(file()).doesNotExist();
    assertThat(new LastJob(home()).read()).isEmpty();
  }

  @Test
  void aStateFolderThatIsRelativeOrEmptyDoesNotCount() {
    for (String state : new String[] {"state", ""}) {
      Map<String, String> env = Map.of("HOME", directory.toString(), "XDG_STATE_HOME", state);

      new LastJob(env).write("id" + state);

      assertThat(file()).hasContent("id" + state);
      assertThat(new LastJob(env).read()).contains("id" + state);
    }
    assertThat(Path.of("state/jobservice")).doesNotExist();
  }

  @Test
  void withoutAFolderNothingIsKept() {
    for (Map<String, String> env :
        Stream.<Map<String, String>>of(Map.of(), Map.of("HOME", ""), Map.of("HOME", "home"))
            .toList()) {
      new LastJob(env).write("abc");

      assertThat(new LastJob(env).read()).isEmpty();
    }
    assertThat(Path.of("home")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNoError() throws IOException {
    Path plain = Files.writeString(directory.resolve("plain"), "x");
    Map<String, String> env = Map.of("XDG_STATE_HOME", plain.toString());

    new LastJob(env).write("abc");

    assertThat(new LastJob(env).read()).isEmpty();
    assertThat(plain).hasContent("x");
  }

  @Test
  void aFileThatCannotBeReplacedIsNoErrorAndLeavesNothing() throws IOException {
    Files.createDirectories(file().resolve("occupied"));

    new LastJob(home()).write("abc");

    assertThat(new LastJob(home()).read()).isEmpty();
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void noIdKeepsTheOneBefore() {
    new LastJob(home()).write("abc");
    new LastJob(home()).write("");

    assertThat(new LastJob(home()).read()).contains("abc");
  }

  @Test
  void aFileThatHoldsNoIdIsNone() throws IOException {
    Files.createDirectories(file().getParent());
    for (String text : new String[] {"", " \n", "x".repeat(257)}) {
      Files.writeString(file(), text);

      assertThat(new LastJob(home()).read()).isEmpty();
    }
  }
}
