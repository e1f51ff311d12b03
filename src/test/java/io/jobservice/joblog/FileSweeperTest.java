package io.jobservice.joblog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSweeperTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LIMIT = NOW.minus(14, ChronoUnit.DAYS);
  private static final FileTime OLD = FileTime.from(LIMIT.minusSeconds(1));
  private static final FileTime YOUNG = FileTime.from(LIMIT.plusSeconds(1));

  @TempDir Path temp;
  private final Set<LogFileName> open = ConcurrentHashMap.newKeySet();

  private static Set<String> noneRuns(Set<String> ids) {
    return Set.of();
  }

  private Path base() {
    return temp.resolve("logs");
  }

  private LogSweeper sweeper() {
    LogFolder folder = new LogFolder(base(), false, new StoreMark(base(), new Random()));
    return new FileSweeper(folder, open, InstantSource.fixed(NOW));
  }

  private Path file(String name, FileTime time) throws IOException {
    Path file = base().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "log");
    Files.setLastModifiedTime(file, time);
    return file;
  }

  private static String id(int number) {
    return "%024x".formatted(number);
  }

  @Test
  void whatIsOldGoesAndWhatIsYoungStays() throws IOException {
    Path old = file(id(1) + ".log", OLD);
    Path execution = file(id(2) + "@1795315490.log", OLD);
    Path hashed = file(LogFileName.of("../odd").text(), OLD);
    Path sharded = file("ab/" + id(3) + ".log", OLD);
    Path young = file(id(4) + ".log", YOUNG);
    Path youngShard = file("ab/" + id(5) + ".log", YOUNG);
    assertThat(sweeper().sweep(LIMIT, FileSweeperTest::noneRuns)).isEqualTo(4);
    assertThat(List.of(old, execution, hashed, sharded)).noneMatch(Files::exists);
    assertThat(List.of(young, youngShard)).allMatch(Files::exists);
  }

  @Test
  void whatIsNoLogStaysHoweverOld() throws IOException {
    List<Path> others = new ArrayList<>();
    for (String name :
        List.of(
            ".log-store",
            "notes.txt",
            id(1) + ".log.gz",
            id(1),
            "X" + id(1) + ".log",
            id(1).toUpperCase(Locale.ROOT).replace('0', 'A') + ".log",
            "x-abc.log",
            "abc/" + id(1) + ".log",
            "ab/cd/" + id(1) + ".log",
            "ab/ab/" + id(1) + ".log")) {
      others.add(file(name, OLD));
    }
    Path folder = Files.createDirectories(base().resolve(id(7) + ".log"));
    Files.setLastModifiedTime(folder, OLD);
    assertThat(sweeper().sweep(LIMIT, FileSweeperTest::noneRuns)).isZero();
    assertThat(others).allMatch(Files::exists);
    assertThat(folder).isDirectory();
  }

  @Test
  void linksAreNeitherFollowedNorRemoved() throws IOException {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    Path secret = Files.writeString(elsewhere.resolve(id(1) + ".log"), "secret");
    Files.setLastModifiedTime(secret, OLD);
    Files.createDirectories(base());
    Path link = Files.createSymbolicLink(base().resolve(id(1) + ".log"), secret);
    Path shard = Files.createSymbolicLink(base().resolve("ab"), elsewhere);
    Path dangling = Files.createSymbolicLink(base().resolve(id(2) + ".log"), temp.resolve("none"));
    assertThat(sweeper().sweep(LIMIT, FileSweeperTest::noneRuns)).isZero();
    assertThat(secret).hasContent("secret");
    assertThat(List.of(link, shard, dangling)).allMatch(Files::isSymbolicLink);
  }

  @Test
  void theLogOfAJobThatRunsStays() throws IOException {
    Path runs = file(id(1) + ".log", OLD);
    Path ended = file(id(2) + ".log", OLD);
    assertThat(sweeper().sweep(LIMIT, ids -> Set.of(id(1)))).isEqualTo(1);
    assertThat(runs).exists();
    assertThat(ended).doesNotExist();
  }

  @Test
  void anOpenLogWhoseNameTellsNoIdStaysAndLooksYoungToOtherNodes() throws IOException {
    LogFileName name = LogFileName.of("an id of another producer");
    open.add(name);
    Path file = file(name.text(), OLD);
    assertThat(sweeper().sweep(LIMIT, FileSweeperTest::noneRuns)).isZero();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(NOW));
    open.clear();
    Files.setLastModifiedTime(file, OLD);
    assertThat(sweeper().sweep(LIMIT, FileSweeperTest::noneRuns)).isEqualTo(1);
  }

  @Test
  void whenNobodyCanTellWhatRunsNothingIsRemoved() throws IOException {
    Path old = file(id(1) + ".log", OLD);
    UnaryOperator<Set<String>> away =
        ids -> {
          throw new UncheckedIOException(new IOException("Redis does not answer"));
        };
    assertThatThrownBy(() -> sweeper().sweep(LIMIT, away))
        .isInstanceOf(IOException.class)
        .hasMessage("Redis does not answer");
    assertThat(old).exists();
  }

  @Test
  void aFolderThatIsNotThereIsNoTrouble() throws IOException {
    assertThat(sweeper().sweep(LIMIT, FileSweeperTest::noneRuns)).isZero();
    assertThat(base()).doesNotExist();
  }

  @Test
  void manyFilesAreAskedForInSmallNumbers() throws IOException {
    int files = 100_000;
    Files.createDirectories(base());
    for (int i = 0; i < files; i++) {
      Path file = Files.createFile(base().resolve(id(i) + ".log"));
      Files.setLastModifiedTime(file, i % 10 == 0 ? YOUNG : OLD);
    }
    Set<String> asked = new HashSet<>();
    UnaryOperator<Set<String>> running =
        ids -> {
          assertThat(ids).hasSizeLessThanOrEqualTo(500);
          asked.addAll(ids);
          return Set.of(id(1));
        };
    assertThat(sweeper().sweep(LIMIT, running)).isEqualTo(files - files / 10 - 1);
    assertThat(asked).hasSize(files - files / 10);
    assertThat(base().resolve(id(1) + ".log")).exists();
  }
}
