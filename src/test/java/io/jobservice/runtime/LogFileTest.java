package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jobservice.model.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir Path dir;
  private final SetTime time = new SetTime("2026-11-20T22:00:00Z");
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Path file() {
    return dir.resolve("a %d (b)/logs/service.log");
  }

  private LogFile open(OptionalInt days) throws IOException {
    return new LogFile(
        file(), event -> event.message() + "\n", days, time, new PrintStream(err, true));
  }

  private void write(LogFile log, String message) throws IOException {
    log.write(
        new ServiceEvent(
            time.instant(), LogLevel.INFO, "t", "l", message, Map.of(), Optional.empty()));
    if (Files.exists(file())) {
      // The file system has a time of its own.
      Files.setLastModifiedTime(file(), FileTime.from(time.instant()));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(file().getParent())) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void fileAndFolderAreMadeForTheOwnerAlone() throws IOException {
    write(open(OptionalInt.empty()), "hello");

    assertThat(file()).hasContent("hello");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void itAppendsToWhatIsThere() throws IOException {
    LogFile first = open(OptionalInt.empty());
    write(first, "one");
    first.close();
    time.pass(Duration.ofDays(3));
    write(open(OptionalInt.empty()), "two");

    assertThat(file()).hasContent("one\ntwo");
    assertThat(names()).containsExactly("service.log");
  }

  @Test
  void eachDayHasItsFileAndOldOnesAreDeleted() throws IOException {
    LogFile log = open(OptionalInt.of(2));
    for (int day = 20; day <= 24; day++) {
      write(log, "on " + day);
      time.pass(Duration.ofDays(1));
    }
    write(log, "on 25");

    assertThat(names())
        .containsExactly("service.2026-11-23.log", "service.2026-11-24.log", "service.log");
    assertThat(file()).hasContent("on 25");
    assertThat(file().resolveSibling("service.2026-11-24.log")).hasContent("on 24");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aDayEndsAlsoWhenNothingIsLogged() throws IOException {
    LogFile log = open(OptionalInt.of(1));
    write(log, "on 20");
    time.pass(Duration.ofHours(3));
    log.tend();

    assertThat(names()).containsExactly("service.2026-11-20.log", "service.log");
  }

  @Test
  void aDayThatEndedBetweenTwoRunsIsPutAside() throws IOException {
    LogFile first = open(OptionalInt.of(30));
    write(first, "on 20");
    first.close();
    time.pass(Duration.ofDays(2));
    write(open(OptionalInt.of(30)), "on 22");

    assertThat(names()).containsExactly("service.2026-11-20.log", "service.log");
  }

  @Test
  void aDayThatIsThereIsNotReplaced() throws IOException {
    LogFile log = open(OptionalInt.of(30));
    write(log, "on 20");
    Files.writeString(file().resolveSibling("service.2026-11-20.log"), "before");
    time.pass(Duration.ofDays(1));
    write(log, "on 21");

    assertThat(file().resolveSibling("service.2026-11-20.log")).hasContent("before");
    assertThat(file().resolveSibling("service.2026-11-20.1.log")).hasContent("on 20");
  }

  @Test
  void onlyItsOwnDaysAreDeleted() throws IOException {
    open(OptionalInt.of(1)).close();
    Path folder = file().getParent();
    for (String name :
        List.of(
            "service.2020-01-01.log",
            "service.2020-01-01.3.log",
            "service.2020-13-01.log",
            "service.2020-01-01.log.gz",
            "other.2020-01-01.log",
            "service.x2020-01-01.log")) {
      Files.writeString(folder.resolve(name), "x");
    }
    Files.createDirectory(folder.resolve("service.2020-01-02.log"));
    Files.createSymbolicLink(folder.resolve("service.2020-01-03.log"), dir.resolve("elsewhere"));
    open(OptionalInt.of(1)).close();

    assertThat(names())
        .containsExactly(
            "other.2020-01-01.log",
            "service.2020-01-01.log.gz",
            "service.2020-01-02.log",
            "service.2020-01-03.log",
            "service.2020-13-01.log",
            "service.log",
            "service.x2020-01-01.log");
  }

  @Test
  void aFolderThatWasDeletedIsMadeAgain() throws IOException {
    LogFile log = open(OptionalInt.empty());
    write(log, "lost with the folder");
    Files.delete(file());
    Files.delete(file().getParent());
    time.pass(Duration.ofSeconds(1));
    write(log, "again");

    assertThat(file()).hasContent("again");
    assertThat(err()).isEmpty();
  }

  @Test
  void aFileThatWasMovedAwayIsMadeAgain() throws IOException {
    LogFile log = open(OptionalInt.empty());
    write(log, "one");
    Files.move(file(), dir.resolve("service.log.1"));
    time.pass(Duration.ofSeconds(1));
    write(log, "two");

    assertThat(dir.resolve("service.log.1")).hasContent("one");
    assertThat(file()).hasContent("two");
  }

  @Test
  void whatCannotBeWrittenIsToldOnceAndCounted() throws IOException {
    LogFile log = open(OptionalInt.empty());
    Files.delete(file());
    Files.delete(file().getParent());
    Files.writeString(file().getParent(), "in the way");
    for (int i = 0; i < 5; i++) {
      time.pass(Duration.ofMillis(600));
      write(log, "lost");
    }
    assertThat(err().lines()).hasSize(1).first().asString().contains(file() + " cannot be written");
    Files.delete(file().getParent());
    time.pass(Duration.ofSeconds(1));
    write(log, "found");
    write(log, "and more");

    assertThat(Files.readAllLines(file()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("4 lines of this log were lost: "),
            line -> assertThat(line).isEqualTo("found"),
            line -> assertThat(line).isEqualTo("and more"));
  }

  @Test
  void aFullDiskTearsNoLine() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    LogFile log = open(OptionalInt.empty());
    write(log, "one");
    Path kept = dir.resolve("kept");
    Files.move(file(), kept);
    Files.createSymbolicLink(file(), full);
    time.pass(Duration.ofSeconds(1));
    write(log, "lost");
    assertThat(err()).contains("No space left");
    Files.delete(file());
    Files.move(kept, file());
    time.pass(Duration.ofSeconds(1));
    write(log, "two");

    assertThat(Files.readAllLines(file()))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("one"),
            line -> assertThat(line).startsWith("1 lines of this log were lost: "),
            line -> assertThat(line).isEqualTo("two"));
  }

  @Test
  void anInterruptedThreadCanLog() throws IOException {
    LogFile log = open(OptionalInt.empty());
    Thread.currentThread().interrupt();
    try {
      write(log, "one");
      write(log, "two");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(file()).hasContent("one\ntwo");
  }

  @Test
  void aFileThatCannotBeOpenedIsSeenAtOnce() throws IOException {
    Files.createDirectories(file());

    assertThatThrownBy(() -> open(OptionalInt.empty())).isInstanceOf(IOException.class);
  }
}
