package io.jobservice.joblog;

import static io.jobservice.joblog.LogFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

class JobLogsTest {

  @TempDir Path folder;

  private LogFixture logs(LogLevel level, Map<String, String> settings) {
    return LogFixture.on(LogFixture.files(folder.resolve("logs"), settings), level);
  }

  private LogFixture logs(LogLevel level) {
    return logs(level, Map.of());
  }

  private Path file() {
    return folder.resolve("logs/" + ID + ".log");
  }

  /** Logs as a run that ends, so that all is written. */
  private static void run(LogFixture logs, long attempt, Consumer<Logger> job) {
    try (RunLog log = logs.logs().open(LogFixture.run(ID, attempt))) {
      job.accept(log.logger());
    }
  }

  @Test
  void linesHaveTheFormOfTheOldService() {
    try (LogFixture logs = logs(LogLevel.DEBUG)) {
      run(
          logs,
          1,
          log -> {
            log.debug("one");
            log.info("two {}", 2);
            log.warn("three");
            log.error("four");
            log.error(MarkerFactory.getMarker("FATAL"), "five");
          });
      assertThat(logs.read(ID).lines())
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
  }

  @Test
  void anExceptionIsWrittenWithItsStack() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      Exception failure = new IllegalStateException("no luck", new IOException("the cause"));
      failure.addSuppressed(new IllegalArgumentException("beside"));
      run(logs, 1, log -> log.error("it failed", failure));
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));
      assertThat(logs.read(ID)).endsWith("]: it failed\n" + stack);
    }
  }

  @Test
  void anExceptionThatCannotBePrintedHurtsNobody() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      Exception failure =
          new IllegalStateException() {
            @Override
            public String getMessage() {
              throw new IllegalStateException("again");
            }
          };
      run(logs, 1, log -> log.error("it failed", failure));
      assertThat(logs.read(ID)).contains("]: it failed\nio.jobservice.joblog.JobLogsTest$");
    }
  }

  @Test
  void aCircleOfCausesEnds() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      Exception one = new IllegalStateException("one");
      one.initCause(new IllegalStateException("two", one));
      run(logs, 1, log -> log.error("round", one));
      assertThat(logs.read(ID)).contains("Caused by: java.lang.IllegalStateException: two");
    }
  }

  @Test
  void theContextIsAppendedByName() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      run(
          logs,
          1,
          log -> {
            MDC.put("z", "last");
            MDC.put("a", "of the thread");
            log.atInfo().addKeyValue("b", 1).addKeyValue("a", "of the\ncall").log("x {}", "y");
            MDC.clear();
            log.info("bare");
          });
      assertThat(logs.read(ID).lines())
          .satisfiesExactly(
              line -> assertThat(line).endsWith("]: x y {a=of the\\u000acall, b=1, z=last}"),
              line -> assertThat(line).endsWith("]: bare"));
    }
  }

  @Test
  void fluentCallsKnowTheirSourceArgumentsAndFailure() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      run(
          logs,
          1,
          log -> {
            log.atError()
                .addMarker(nested("OUTER", "FATAL"))
                .addArgument("first")
                .addArgument(() -> "second")
                .setCause(new IOException("why"))
                .log("{} and {}");
          });
      assertThat(logs.read(ID))
          .matches(
              "(?s)\\S+ \\[FATAL] \\[/io/jobservice/joblog/JobLogsTest.java:\\d+]: first and second\n"
                  + "java.io.IOException: why\n\tat .*");
    }
  }

  @SuppressWarnings("deprecation")
  private static Marker nested(String outer, String inner) {
    Marker marker = MarkerFactory.getDetachedMarker(outer);
    marker.add(MarkerFactory.getDetachedMarker(inner));
    return marker;
  }

  @Test
  void controlCharactersAreEscaped() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      run(logs, 1, log -> log.info("a\tb\r\nc\rd\u001b[31m\u0000\u007f\u009b"));
      assertThat(logs.read(ID)).endsWith("]: a\tb\nc\\u000dd\\u001b[31m\\u0000\\u007f\\u009b\n");
    }
  }

  @Test
  void aMessageOfManyMegabytesIsCut() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      run(logs, 1, log -> log.info("x".repeat(10 << 20)));
      assertThat(logs.read(ID)).hasSizeLessThan(100 << 10).endsWith("more characters)\n");
    }
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() {
    try (LogFixture logs = logs(LogLevel.ERROR)) {
      run(
          logs,
          1,
          log -> {
            assertThat(log.isWarnEnabled()).isFalse();
            assertThat(log.isInfoEnabled(MarkerFactory.getMarker("FATAL"))).isTrue();
            log.warn("quiet");
            log.atWarn().log("quiet");
          });
      assertThat(folder.resolve("logs")).doesNotExist();
    }
  }

  @Test
  void whatIsFatalIsWrittenAtEveryLevel() {
    try (LogFixture logs = logs(LogLevel.FATAL)) {
      run(
          logs,
          1,
          log -> {
            log.error("an error");
            log.error(MarkerFactory.getMarker("FATAL"), "the end");
          });
      assertThat(logs.read(ID).lines()).singleElement().asString().contains("[FATAL]");
    }
  }

  @Test
  void aLogIsMadeAtItsFirstLineForItsOwnerOnly() throws IOException {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      run(logs, 1, log -> assertThat(log.isInfoEnabled()).isTrue());
      assertThat(folder.resolve("logs")).doesNotExist();
      run(logs, 1, log -> log.info("first"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aLaterAttemptAppendsAfterALineThatSaysSo() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      run(logs, 1, log -> log.info("first"));
      run(
          logs,
          2,
          log -> {
            log.info("second");
            log.info("third");
          });
      assertThat(logs.read(ID).lines())
          .satisfiesExactly(
              line -> assertThat(line).endsWith(": first"),
              line ->
                  assertThat(line)
                      .isEqualTo("--- attempt 2, 2026-11-21T23:39:09Z, on node-a:4711 ---"),
              line -> assertThat(line).endsWith(": second"),
              line -> assertThat(line).endsWith(": third"));
    }
  }

  @Test
  void linesAreWrittenSoonWhileTheRunGoesOn() {
    try (LogFixture logs = logs(LogLevel.INFO);
        RunLog log = logs.open(ID)) {
      log.logger().info("soon");
      await().until(() -> logs.read(ID).endsWith(": soon\n"));
    }
  }

  @Test
  void jsonHasOneObjectALine() {
    try (LogFixture logs = logs(LogLevel.INFO, Map.of("format", "json"))) {
      run(logs, 2, log -> log.atInfo().addKeyValue("k", "v").log("say \"hi\"\n\u007f {}", "there"));
      assertThat(logs.read(ID).replaceAll("java:\\d+", "java:1"))
          .isEqualTo(
              """
              {"time":"2026-11-21T23:39:09.123456Z","notice":"attempt","attempt":2,"node":"node-a:4711"}
              {"time":"2026-11-21T23:39:09.123456Z","level":"INFO","source":"/io/jobservice/joblog/JobLogsTest.java:1","message":"say \\"hi\\"\\n\\u007f there","attempt":2,"context":{"k":"v"}}
              """);
    }
  }

  @Test
  void linesOfManyThreadsStayWhole() {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      run(
          logs,
          1,
          log ->
              IntStream.range(0, 2_000)
                  .parallel()
                  .forEach(i -> log.info("line {} {}", i, "x".repeat(200))));
      assertThat(logs.read(ID).lines())
          .hasSize(2_000)
          .allMatch(line -> line.matches(".*: line \\d+ x{200}"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void aMillionLinesOfManyJobsAreWholeAndInOrder(String format) throws Exception {
    int jobs = 500;
    int lines = 2_000;
    ExecutorService workers = Executors.newFixedThreadPool(50);
    try (LogFixture logs = logs(LogLevel.INFO, Map.of("format", format, "shard", "true"))) {
      List<Callable<Void>> runs =
          IntStream.range(0, jobs)
              .mapToObj(
                  job ->
                      (Callable<Void>)
                          () -> {
                            try (RunLog log = logs.open("%024x".formatted(job))) {
                              for (int i = 0; i < lines; i++) {
                                log.logger().info("job {} line {}", job, i);
                              }
                            }
                            return null;
                          })
              .toList();
      for (Future<Void> run : workers.invokeAll(runs)) {
        run.get();
      }
      for (int job = 0; job < jobs; job++) {
        int number = job;
        List<String> written = logs.read("%024x".formatted(job)).lines().toList();
        assertThat(written).hasSize(lines);
        for (int i = 0; i < lines; i++) {
          assertThat(written.get(i)).contains("job " + number + " line " + i).doesNotContain("\0");
        }
      }
      assertThat(logs.logs().counts().written()).isEqualTo((long) jobs * lines);
      assertThat(logs.logs().counts().lost().values()).containsOnly(0L);
    } finally {
      workers.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void aLogThatIsFullSaysSoOnce(String format) throws IOException {
    try (LogFixture logs = logs(LogLevel.INFO, Map.of("max_size", "2KiB", "format", format))) {
      run(
          logs,
          1,
          log -> {
            for (int i = 0; i < 100; i++) {
              log.info("line {}", i);
            }
          });
      run(logs, 2, log -> log.info("too late"));
      String text = logs.read(ID);
      assertThat(text.length()).isLessThanOrEqualTo(2048);
      assertThat(text.lines().filter(line -> line.contains("has reached its max_size of 2KiB")))
          .hasSize(1);
      assertThat(text.lines().toList().get((int) text.lines().count() - 1))
          .contains("the log has reached its max_size of 2KiB; what follows is left out");
      LogCounts counts = logs.logs().counts();
      assertThat(counts.written() + counts.lost().get(LogLoss.SIZE)).isEqualTo(101);
      assertThat(counts.written()).isEqualTo(text.lines().count() - 1);
      Files.delete(file());
      run(logs, 2, log -> log.info("room again"));
      assertThat(logs.read(ID)).contains("room again");
    }
  }

  @Test
  void aFolderThatIsDeletedMeanwhileIsMadeAnew() throws IOException {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      try (RunLog log = logs.open(ID)) {
        log.logger().info("before");
        await().until(() -> logs.read(ID).endsWith("before\n"));
        Files.delete(file());
        Files.delete(folder.resolve("logs/.log-store"));
        Files.delete(folder.resolve("logs"));
        log.logger().info("after");
      }
      assertThat(logs.read(ID)).endsWith(": after\n").doesNotContain("before");
      assertThat(folder.resolve("logs/.log-store"))
          .hasContent(logs.logs().getters().get(0).store());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../secret", "a/b", "a\u0000b", "", "ABCDEF0123456789abcdef01"})
  void idsOfOtherFormsAreLoggedInTheFolder(String id) throws IOException {
    try (LogFixture logs = logs(LogLevel.INFO)) {
      try (RunLog log = logs.open(id)) {
        log.logger().info("mine");
      }
      assertThat(logs.read(id)).endsWith("mine\n");
      try (var all = Files.walk(folder)) {
        assertThat(all.filter(Files::isRegularFile))
            .allMatch(file -> file.getParent().equals(folder.resolve("logs")));
      }
    }
  }

  @Test
  void aLinkThatWasPlantedIsNotWrittenThrough() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "secret");
    Files.createDirectories(folder.resolve("logs"));
    Files.createSymbolicLink(file(), secret);
    try (LogFixture logs = logs(LogLevel.INFO)) {
      run(logs, 1, log -> log.info("mine"));
      assertThat(secret).hasContent("secret");
      assertThat(logs.logs().counts().lost()).containsEntry(LogLoss.REFUSED, 1L);
      try (RunLog other = logs.open("f" + ID.substring(1))) {
        other.logger().info("not concerned");
      }
      assertThat(logs.read("f" + ID.substring(1))).endsWith("not concerned\n");
    }
  }

  @Test
  void aLogStaysWhereItIsWhenTheFoldersAreRearranged() {
    try (LogFixture flat = logs(LogLevel.INFO)) {
      run(flat, 1, log -> log.info("first"));
    }
    try (LogFixture sharded = logs(LogLevel.INFO, Map.of("shard", "true"))) {
      run(sharded, 2, log -> log.info("second"));
      assertThat(sharded.read(ID)).contains("first").contains("second");
      try (RunLog other = sharded.open("f" + ID.substring(1))) {
        other.logger().info("new");
      }
      assertThat(folder.resolve("logs/f1/f" + ID.substring(1) + ".log")).isRegularFile();
    }
  }
}
