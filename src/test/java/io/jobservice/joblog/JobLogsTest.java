package io.jobservice.joblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jobservice.config.Config.LogTarget;
import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.MarkerFactory;

class JobLogsTest {

  private static final String ID = "0123456789abcdef01234567";
  private static final InstantSource TIME =
      InstantSource.fixed(Instant.parse("2026-11-21T23:39:09.5Z"));

  @TempDir Path folder;

  private JobLogs logs(LogLevel level) {
    Map<String, String> settings = Map.of("base_dir", folder.resolve("logs").toString());
    return new JobLogs(List.of(new LogTarget("FILE", level, settings, Optional.empty())), TIME);
  }

  private static String read(JobLogs logs, String id) {
    try (InputStream in = logs.read(id).orElseThrow().from(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void linesHaveTheFormOfTheOldService() {
    JobLogs logs = logs(LogLevel.DEBUG);
    Logger log = logs.open(ID);
    log.debug("one");
    log.info("two {}", 2);
    log.warn("three");
    log.error("four");
    log.error(MarkerFactory.getMarker("FATAL"), "five");
    assertThat(read(logs, ID).lines())
        .allMatch(
            line ->
                line.matches(
                    "2026-11-21T23:39:09Z \\[[A-Z]+] \\[/io/jobservice/joblog/JobLogsTest.java:\\d+]: \\w.*"))
        .satisfiesExactly(
            line -> assertThat(line).contains("[DEBUG]").endsWith(": one"),
            line -> assertThat(line).contains("[INFO]").endsWith(": two 2"),
            line -> assertThat(line).contains("[WARNING]").endsWith(": three"),
            line -> assertThat(line).contains("[ERROR]").endsWith(": four"),
            line -> assertThat(line).contains("[FATAL]").endsWith(": five"));
  }

  @Test
  void anExceptionIsWrittenWithItsStack() {
    JobLogs logs = logs(LogLevel.INFO);
    logs.open(ID).error("it failed", new IllegalStateException("no luck"));
    assertThat(read(logs, ID))
        .contains("]: it failed\njava.lang.IllegalStateException: no luck\n\tat ");
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() {
    JobLogs logs = logs(LogLevel.ERROR);
    logs.open(ID).warn("quiet");
    assertThat(logs(LogLevel.ERROR).open(ID).isWarnEnabled()).isFalse();
    assertThat(folder.resolve("logs")).doesNotExist();
  }

  @Test
  void whatIsFatalIsWrittenAtEveryLevel() {
    JobLogs logs = logs(LogLevel.FATAL);
    logs.open(ID).error("an error");
    logs.open(ID).error(MarkerFactory.getMarker("FATAL"), "the end");
    assertThat(read(logs, ID).lines()).singleElement().asString().contains("[FATAL]");
  }

  @Test
  void aLogIsMadeAtItsFirstLineForItsOwnerOnlyAndAppendedTo() throws IOException {
    JobLogs logs = logs(LogLevel.INFO);
    Logger first = logs.open(ID);
    assertThat(folder.resolve("logs")).doesNotExist();
    first.info("first attempt");
    logs.open(ID).info("second attempt");
    assertThat(read(logs, ID)).contains("first attempt").contains("second attempt");
    Path file = folder.resolve("logs/" + ID + ".log");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void linesOfManyThreadsStayWhole() {
    JobLogs logs = logs(LogLevel.INFO);
    Logger log = logs.open(ID);
    IntStream.range(0, 2_000).parallel().forEach(i -> log.info("line {} {}", i, "x".repeat(200)));
    assertThat(read(logs, ID).lines())
        .hasSize(2_000)
        .allMatch(line -> line.matches(".*: line \\d+ x{200}"));
  }

  @Test
  void aDiskThatCannotBeWrittenHurtsNoJob() throws IOException {
    Files.writeString(folder.resolve("logs"), "a file where a folder should be");
    JobLogs logs = logs(LogLevel.INFO);
    logs.open(ID).info("lost");
    assertThat(folder.resolve("logs")).isRegularFile();
  }

  @Test
  void aFolderThatIsDeletedMeanwhileIsMadeAnew() throws IOException {
    JobLogs logs = logs(LogLevel.INFO);
    Logger log = logs.open(ID);
    log.info("before");
    Files.delete(folder.resolve("logs/" + ID + ".log"));
    Files.delete(folder.resolve("logs"));
    log.info("after");
    assertThat(read(logs, ID)).endsWith(": after\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../secret", "a/b", "a\u0000b", "", "ABCDEF0123456789abcdef01"})
  void whatIsNoIdIsNoFile(String id) throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(folder.resolve("secret.log"), "secret");
    JobLogs logs = logs(LogLevel.INFO);
    assertThat(logs.read(id)).isEmpty();
    logs.open(id).info("goes nowhere");
    assertThat(folder.resolve("logs")).isEmptyDirectory();
  }

  @Test
  void aLinkThatWasPlantedIsNotFollowed() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "secret");
    Files.createDirectories(folder.resolve("logs"));
    Files.createSymbolicLink(folder.resolve("logs/" + ID + ".log"), secret);
    JobLogs logs = logs(LogLevel.INFO);
    logs.open(ID).info("mine");
    assertThat(secret).hasContent("secret");
    assertThat(catchThrowable(() -> logs.read(ID))).isInstanceOf(IOException.class);
  }

  @Test
  void aLogIsReadFromAnyPlaceToWhereItEndedWhenItWasOpened() throws IOException {
    JobLogs logs = logs(LogLevel.INFO);
    logs.open(ID).info("one");
    String one = read(logs, ID);
    JobLog log = logs.read(ID).orElseThrow();
    logs.open(ID).info("two");
    assertThat(log.size()).isEqualTo(one.length());
    try (InputStream rest = log.from(7)) {
      assertThat(new String(rest.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(one.substring(7));
    }
    try (InputStream byByte = logs.read(ID).orElseThrow().from(one.length())) {
      assertThat(byByte.read()).isEqualTo('2');
    }
    try (InputStream beyond = logs.read(ID).orElseThrow().from(1_000)) {
      assertThat(beyond.read()).isNegative();
    }
    assertThat(JobLog.empty().size()).isZero();
    assertThat(JobLog.empty().from(0).read()).isNegative();
  }
}
