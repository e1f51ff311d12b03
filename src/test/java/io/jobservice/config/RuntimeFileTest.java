package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeFileTest {

  private static final RuntimeFile FULL =
      new RuntimeFile(
          4711,
          OptionalLong.of(1_700_000_000_123L),
          "1.2.3",
          Optional.of("http://127.0.0.1:9443"),
          Optional.of("hush"),
          Optional.of("redis://:hush@127.0.0.1:7000"),
          OptionalLong.of(4712));
  private static final RuntimeFile SPARSE =
      new RuntimeFile(
          1,
          OptionalLong.empty(),
          "1.2.3",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty());

  @TempDir Path dir;

  @Test
  void readsWhatWasWritten() throws IOException {
    FULL.write(dir);
    assertThat(RuntimeFile.read(dir)).contains(FULL);

    SPARSE.write(dir);
    assertThat(RuntimeFile.read(dir)).contains(SPARSE);
  }

  @Test
  void onlyTheOwnerMayReadItAndNoDraftIsLeft() throws IOException {
    FULL.write(dir);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void namesItsFieldsAsDocumented() throws IOException {
    FULL.write(dir);

    assertThat(Files.readString(file()))
        .contains(
            "\"pid\" : 4711",
            "\"process_start\" : 1700000000123",
            "\"version\" : \"1.2.3\"",
            "\"api_url\" : \"http://127.0.0.1:9443\"",
            "\"secret\" : \"hush\"",
            "\"redis_url\" : \"redis://:hush@127.0.0.1:7000\"",
            "\"redis_pid\" : 4712");
  }

  @Test
  void isEmptyWhenMissingOrRemoved() throws IOException {
    assertThat(RuntimeFile.read(dir)).isEmpty();

    FULL.write(dir);
    RuntimeFile.remove(dir);
    RuntimeFile.remove(dir);

    assertThat(RuntimeFile.read(dir)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "7",
        "{\"pid\": 0, \"version\": \"1\"}",
        "{\"pid\": \"x\", \"version\": \"1\"}",
        "{\"pid\": 5}"
      })
  void isEmptyWhenMalformed(String text) throws IOException {
    Files.writeString(file(), text);

    assertThat(RuntimeFile.read(dir)).isEmpty();
  }

  @Test
  void ignoresFieldsOfOtherVersionsAndOfOtherTypes() throws IOException {
    Files.writeString(
        file(),
        "{\"pid\": 1, \"version\": \"1.2.3\", \"new\": {}, \"secret\": 5, \"api_url\": null}");

    assertThat(RuntimeFile.read(dir)).contains(SPARSE);
  }

  @Test
  void itsTextShowsNoSecret() {
    assertThat(FULL.toString()).doesNotContain("hush");
  }

  @Test
  void refusesAProcessThatCannotBe() {
    assertThatThrownBy(
            () ->
                new RuntimeFile(
                    0,
                    OptionalLong.empty(),
                    "1",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pid");
  }

  private Path file() {
    return dir.resolve("runtime.json");
  }
}
