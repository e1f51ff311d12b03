package io.jobservice.joblog;

import static io.jobservice.joblog.LogFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.model.LogLevel;
import java.io.IOError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fails below the logs fails no job, is told once, and is over when it is over. */
@Timeout(120)
class LogTroubleTest {

  private static final String OTHER = "f" + ID.substring(1);
  private static final String LINE = ".*: line \\d+ x{100}";

  private static final String LOST_UNTIL = " jobs run, but their logs are lost until it can";

  @TempDir Path folder;

  /** A place whose writes fail when a test says so. */
  private static final class Fragile implements LogStore {

    final Map<String, String> texts = new ConcurrentHashMap<>();
    final Set<String> failing = ConcurrentHashMap.newKeySet();
    volatile Throwable failure = new IOException("No luck");
    volatile CountDownLatch held = new CountDownLatch(0);

    @Override
    public LogWriter begin(LogRun run) {
      return new LogWriter() {
        @Override
        public void write(List<LogEntry> entries) throws IOException {
          check();
          entries.forEach(
              entry -> texts.merge(run.jobId(), entry.message() + "\n", String::concat));
        }

        @Override
        public void lost(Instant at, long lines, String why) throws IOException {
          check();
          texts.merge(run.jobId(), LostLines.text(lines, why) + "\n", String::concat);
        }

        private void check() throws IOException {
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          if (failing.contains(run.jobId()) || failing.contains("all")) {
            if (failure instanceof Error error) {
              throw error;
            }
            if (failure instanceof RuntimeException broken) {
              throw broken;
            }
            throw (IOException) failure;
          }
        }
      };
    }

    String text(String id) {
      return String.valueOf(texts.get(id));
    }
  }

  private static void lines(RunLog log, int from, int to) {
    for (int i = from; i < to; i++) {
      log.logger().info("line {} {}", i, "x".repeat(100));
    }
  }

  @Test
  void aFullDiskLosesLinesButNoJobAndIsOverWhenThereIsRoom() throws IOException {
    Path base = folder.resolve("disk");
    try (Tmpfs disk = Tmpfs.mount(base, "1m");
        ServiceLines said = new ServiceLines();
        LogFixture logs = LogFixture.on(LogFixture.files(base.resolve("logs"), Map.of()))) {
      assertThat(disk).isNotNull();
      Path filler = base.resolve("filler");
      Files.write(filler, new byte[900 << 10]);
      try (RunLog log = logs.open(ID)) {
        lines(log, 0, 10_000);
        assertThat(logs.logs().counts().lost().get(LogLoss.BUFFER)).isPositive();
        assertThat(logs.logs().counts().troubled()).isEqualTo(1);
        Files.delete(filler);
        await().until(() -> logs.logs().counts().troubled() == 0);
        log.logger().info("back");
      }
      List<String> written = logs.read(ID).lines().toList();
      long lost = logs.logs().counts().lost().get(LogLoss.BUFFER);
      assertThat(written)
          .endsWith("--- " + lost + " lines were lost: No space left on device ---", last(written));
      assertThat(last(written)).endsWith(": back");
      assertThat(written.subList(0, written.size() - 2))
          .hasSize(10_000 - (int) lost)
          .allMatch(line -> line.matches(LINE));
      assertThat(said.with("cannot be written")).hasSize(1);
      assertThat(said.with("are written again"))
          .singleElement()
          .asString()
          .endsWith(lost + " lines were lost");
    }
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  @Test
  void aReadOnlyDiskIsToldOnceForAllJobs() throws IOException {
    Path base = folder.resolve("disk");
    try (Tmpfs disk = Tmpfs.mount(base, "1m");
        ServiceLines said = new ServiceLines();
        LogFixture logs = LogFixture.on(LogFixture.files(base.resolve("logs"), Map.of()))) {
      disk.readOnly(true);
      for (int job = 0; job < 50; job++) {
        try (RunLog log = logs.open("%024x".formatted(job))) {
          lines(log, 0, 3);
        }
      }
      await().until(() -> logs.logs().counts().troubled() == 1);
      disk.readOnly(false);
      await().until(() -> logs.logs().counts().written() == 150);
      for (int job = 0; job < 50; job++) {
        assertThat(logs.read("%024x".formatted(job)).lines())
            .hasSize(3)
            .allMatch(line -> line.matches(LINE));
      }
      assertThat(said.with("cannot be written")).hasSize(1);
    }
  }

  @Test
  void aFileWhereTheFolderShouldBeHurtsNoJob() throws IOException {
    Path base = Files.writeString(folder.resolve("logs"), "a file");
    try (LogFixture logs = LogFixture.on(LogFixture.files(base, Map.of()))) {
      try (RunLog log = logs.open(ID)) {
        lines(log, 0, 5);
      }
      await().until(() -> logs.logs().counts().troubled() == 1);
      Files.delete(base);
      await().until(() -> logs.read(ID).lines().count() == 5);
    }
  }

  @Test
  void aFolderThatIsDeletedInTheMidstOfManyJobsComesBack() throws Exception {
    Path base = folder.resolve("logs");
    try (LogFixture logs = LogFixture.on(LogFixture.files(base, Map.of("shard", "true")))) {
      RunLog[] open = new RunLog[20];
      for (int i = 0; i < open.length; i++) {
        open[i] = logs.open("%024x".formatted(i));
        lines(open[i], 0, 50);
      }
      await().until(() -> Files.exists(base.resolve("00")));
      assertThat(new ProcessBuilder("rm", "-rf", base.toString()).start().waitFor())
          .isBetween(0, 1);
      for (int i = 0; i < open.length; i++) {
        lines(open[i], 50, 100);
        open[i].close();
      }
      for (int i = 0; i < open.length; i++) {
        assertThat(logs.read("%024x".formatted(i)).lines())
            .hasSizeBetween(1, 100)
            .allMatch(line -> line.matches(LINE))
            .last()
            .asString()
            .contains("line 99 ");
      }
      assertThat(logs.logs().counts().lost().values()).containsOnly(0L);
    }
  }

  @Test
  void oneBadLogStopsNoOther() {
    Fragile store = new Fragile();
    store.failing.add(ID);
    try (ServiceLines said = new ServiceLines();
        LogFixture logs = LogFixture.on(store);
        RunLog bad = logs.open(ID);
        RunLog good = logs.open(OTHER)) {
      bad.logger().info("one");
      for (int i = 0; i < 5; i++) {
        int number = i;
        good.logger().info("good {}", i);
        await().until(() -> store.text(OTHER).endsWith("good " + number + "\n"));
      }
      await().until(() -> !said.with("job " + ID + ": its log cannot be written").isEmpty());
      assertThat(said.with("job " + ID)).hasSize(1);
      bad.logger().info("two");
      store.failing.clear();
      await().until(() -> store.text(ID).equals("one\ntwo\n"));
      assertThat(said.with("job " + ID + ": its log is written again")).hasSize(1);
      assertThat(logs.logs().counts().troubled()).isZero();
    }
  }

  @Test
  void aBackEndThatDiesOfAnythingIsAskedAgain() {
    Fragile store = new Fragile();
    store.failing.add("all");
    for (Throwable failure :
        List.of(
            new IllegalStateException("broken"),
            new NoSuchMethodError("gone"),
            new IOError(new IOException("no more")),
            new StackOverflowError())) {
      store.failure = failure;
      store.failing.add("all");
      try (LogFixture logs = LogFixture.on(store)) {
        try (RunLog log = logs.open(ID)) {
          log.logger().info("kept");
        }
        await().until(() -> logs.logs().counts().troubled() == 1);
        store.failing.clear();
        await().until(() -> "kept\n".equals(store.text(ID)));
      }
      store.texts.clear();
    }
  }

  @Test
  void aBackEndThatHangsHoldsUpNoJobForLong() {
    Fragile store = new Fragile();
    store.held = new CountDownLatch(1);
    try (LogFixture logs = LogFixture.on(store)) {
      try (RunLog log = logs.open(ID)) {
        lines(log, 0, 20_000);
      }
      try (RunLog log = logs.open(OTHER)) {
        log.logger().info("waits for nobody");
      }
      assertThat(logs.logs().counts().lost().get(LogLoss.BUFFER)).isPositive();
      assertThat(store.texts).isEmpty();
      store.held.countDown();
      await().until(() -> "waits for nobody\n".equals(store.text(OTHER)));
      await().until(() -> store.text(ID).contains(" lines were lost: "));
      assertThat(store.text(ID).lines())
          .filteredOn(line -> !line.contains("lost"))
          .allMatch(line -> line.matches("line \\d+ x{100}"));
    }
  }

  @Test
  void allBuffersTogetherAreBounded() {
    Fragile store = new Fragile();
    store.failing.add("all");
    List<JobLogs.Place> places =
        List.of(new JobLogs.Place("TEST", LogLevel.INFO, store, Optional.empty()));
    try (LogFixture logs = new LogFixture(places, 100_000)) {
      for (int job = 0; job < 100; job++) {
        try (RunLog log = logs.open("%024x".formatted(job))) {
          lines(log, 0, 100);
        }
      }
      assertThat(logs.logs().counts().lost().get(LogLoss.BUFFER)).isGreaterThan(9_000);
      store.failing.clear();
      await()
          .until(
              () ->
                  logs.logs().counts().written() + logs.logs().counts().lost().get(LogLoss.BUFFER)
                      == 10_000);
      await().until(() -> store.text("%024x".formatted(99)).startsWith("100 lines were lost: "));
      try (RunLog log = logs.open(ID)) {
        log.logger().info("room again");
      }
      assertThat(store.text(ID)).isEqualTo("room again\n");
    }
  }

  @Test
  void whatIsWrongWithAFileIsSaidInPlainWords() throws IOException {
    Path base = Files.writeString(folder.resolve("logs"), "a file");
    try (ServiceLines said = new ServiceLines();
        LogFixture logs = LogFixture.on(LogFixture.files(base, Map.of()))) {
      try (RunLog log = logs.open(ID)) {
        lines(log, 0, 5);
      }
      await().until(() -> !said.with("cannot be written").isEmpty());
      assertThat(said.with("cannot be written"))
          .containsExactly(
              "job logs on TEST cannot be written, trying again: "
                  + base.resolve(ID + ".log")
                  + ": Not a directory");
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsToldBeforeAJobLogs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "a file");
    String told = "job logs: the folder %s cannot be made or written: %s;";
    try (ServiceLines said = new ServiceLines()) {
      for (Path base : List.of(Path.of("/proc/nope"), file, file.resolve("logs"))) {
        tellProblems(base);
      }
      assertThat(said.with(""))
          .containsExactly(
              told.formatted("/proc/nope", "No such file or directory") + LOST_UNTIL,
              told.formatted(file, "Not a directory") + LOST_UNTIL,
              told.formatted(file.resolve("logs"), "Not a directory") + LOST_UNTIL);
    }
  }

  @Test
  void aFolderThatCanBeMadeIsNeitherToldNorMade() throws IOException {
    Path there = Files.createDirectory(folder.resolve("there"));
    try (ServiceLines said = new ServiceLines()) {
      tellProblems(there);
      tellProblems(there.resolve("new/logs"));
      assertThat(said.with("")).isEmpty();
      assertThat(there).isEmptyDirectory();
    }
  }

  private static void tellProblems(Path base) {
    try (LogFixture logs = LogFixture.on(LogFixture.files(base, Map.of()))) {
      logs.logs().tellProblems();
    }
  }

  @Test
  void linesThatCannotBeWrittenAtTheEndAreCountedOnce() {
    Fragile store = new Fragile();
    store.failing.add("all");
    try (ServiceLines said = new ServiceLines()) {
      try (LogFixture logs = LogFixture.on(store)) {
        for (String id : List.of(ID, OTHER)) {
          try (RunLog log = logs.open(id)) {
            lines(log, 0, 5);
          }
        }
      }
      assertThat(said.with("the end"))
          .containsExactly(
              "job logs on TEST cannot be written up to the end: 10 lines were lost: No luck");
    }
  }

  @Test
  void anEndWithoutLossSaysNothing() {
    try (ServiceLines said = new ServiceLines()) {
      try (LogFixture logs = LogFixture.on(new Fragile());
          RunLog log = logs.open(ID)) {
        lines(log, 0, 5);
      }
      assertThat(said.with("")).isEmpty();
    }
  }

  @Test
  void whatIsLoggedAfterTheEndIsDropped() {
    Fragile store = new Fragile();
    try (LogFixture logs = LogFixture.on(store)) {
      RunLog log = logs.open(ID);
      log.logger().info("in time");
      log.close();
      log.logger().info("too late");
      assertThat(store.text(ID)).isEqualTo("in time\n");
      assertThat(logs.logs().counts().lost()).containsEntry(LogLoss.ENDED, 1L);
    }
  }
}
