package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The age of a process as Linux tells it. */
class ProcessAgeTest {

  private static final String STAT =
      "4711 (my) prog (x) S 1 4711 4711 0 -1 4194560 100 0 0 0 7 3 0 0 20 0 19 0 123456 99 88\n";

  @TempDir private Path proc;

  private long age(String stat, String uptime) throws IOException {
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/stat"), stat);
    Files.writeString(proc.resolve("uptime"), uptime);
    return ProcessAge.millis(proc, 60);
  }

  @Test
  void isTheTimeSinceItsStart() throws IOException {
    assertThat(age(STAT, "1234.68 2000.00\n")).isEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource({"1234.55 1", "1244.56 1", "soon 1", "''", "1234.68"})
  void isTheUsualOneWhereTheTimesSayNothing(String uptime) throws IOException {
    assertThat(age(STAT, uptime)).isEqualTo(60);
    assertThat(age("4711 (prog) S 1", "1234.68 1\n")).isEqualTo(60);
  }

  @Test
  void isTheUsualOneWhereNobodyTells() {
    assertThat(ProcessAge.millis(proc.resolve("none"), 60)).isEqualTo(60);
  }
}
