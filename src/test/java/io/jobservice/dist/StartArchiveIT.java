package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.dist.Distribution.Result;
import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that client commands start from, made by the packaged program on a real JVM. */
class StartArchiveIT {

  private static final Path MAKER =
      Distribution.LAUNCHER.resolveSibling("../libexec/make-archive").normalize();

  @TempDir private Path directory;
  private Path cache;
  private Distribution program;
  private StubServer service;

  @BeforeEach
  void prepare() throws IOException {
    cache = directory.resolve("cache/jobservice");
    program = new Distribution(directory);
    service = new StubServer();
    service.answer("POST /api/v1/jobs", 202, "{\"job\":{\"id\":\"abc\"}}");
  }

  @AfterEach
  void end() {
    service.close();
  }

  private Result submit(String options) {
    return program.run(
        Map.of("JOBSERVICE_ARCHIVE", "", "JOBSERVICE_OPTS", options, "CORE_SECRET", "geheim"),
        "submit",
        "DEMO",
        "--url",
        service.url());
  }

  private List<Path> archives() throws IOException {
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  /** Nothing but archives is left when the maker has ended. */
  private Path awaitArchive() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(archives()).hasSize(1);
              assertThat(cache.toFile().list()).hasSize(1);
            });
    return cache.resolve(cache.toFile().list()[0]);
  }

  private int make(Path java, Path archive) throws Exception {
    Path lib = MAKER.resolveSibling("../lib").normalize();
    List<String> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(lib)) {
      files.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted().forEach(jars::add);
    }
    Process maker =
        new ProcessBuilder(
                MAKER.toString(),
                java.toString(),
                Integer.toString(Runtime.version().feature()),
                String.join(":", jars),
                archive.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("maker.txt").toFile())
            .start();
    assertThat(maker.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return maker.exitValue();
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  @Test
  void theFirstCommandHasItMadeAndTheSecondUsesIt() throws Exception {
    assertThat(submit("")).isEqualTo(new Result(0, "abc\n", ""));

    Path archive = awaitArchive();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .endsWith("------");
    FileTime made = Files.getLastModifiedTime(archive);
    Path classes = directory.resolve("classes");

    assertThat(submit("-Xlog:class+load:file=" + classes)).isEqualTo(new Result(0, "abc\n", ""));

    assertThat(Files.readString(classes))
        .containsPattern("io\\.jobservice\\.cli\\.SubmitCommand source: shared objects file")
        .containsPattern("picocli\\.CommandLine source: shared objects file")
        .containsPattern("HttpURLConnection source: shared objects file");
    assertThat(archives()).containsExactly(archive);
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
  }

  /** The JVM tells the reason on standard output unless it is kept from it. */
  @Test
  void anArchiveThatDoesNotFitIsPassedOverInSilence() throws Exception {
    submit("");
    Path archive = awaitArchive();
    Files.delete(archive);
    Files.writeString(archive, "no archive");

    assertThat(submit("")).isEqualTo(new Result(0, "abc\n", ""));
  }

  @Test
  void firstCommandsAtTheSameTimeMakeOne() throws Exception {
    Thread other = new Thread(() -> submit(""));
    other.start();
    assertThat(submit("")).isEqualTo(new Result(0, "abc\n", ""));
    other.join();

    awaitArchive();
  }

  @Test
  void onlyALockThatIsOldIsBroken() throws Exception {
    Path archive = cache.resolve("a.jsa");
    Path lock = Files.createDirectories(cache.resolve("a.lock"));

    assertThat(make(java(), archive)).isZero();
    assertThat(archives()).isEmpty();
    assertThat(lock).isDirectory();

    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(12))));
    assertThat(make(java(), archive)).isZero();
    assertThat(archives()).containsExactly(archive);
    assertThat(lock).doesNotExist();
  }

  @Test
  void whatFailsIsNoted() throws Exception {
    make(Path.of("/bin/false"), cache.resolve("a.jsa"));

    assertThat(cache.toFile().list()).containsExactly("a.failed");
  }

  @Test
  void oldArchivesAreRemovedButForTheLast() throws Exception {
    Files.createDirectories(cache);
    for (int age = 1; age <= 5; age++) {
      for (String end : List.of(".jsa", ".failed")) {
        Path old = Files.writeString(cache.resolve("old" + age + end), "");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(age))));
      }
    }
    Files.writeString(cache.resolve("other"), "");

    make(java(), cache.resolve("new.jsa"));

    assertThat(cache.toFile().list())
        .containsExactlyInAnyOrder(
            "new.jsa", "old1.jsa", "old1.failed", "old2.jsa", "old2.failed", "other");
  }

  @Test
  void whatIsMadeAfterAFailureTakesItsMarkAway() throws Exception {
    Files.createDirectories(cache);
    Files.writeString(cache.resolve("a.failed"), "");

    make(java(), cache.resolve("a.jsa"));

    assertThat(cache.toFile().list()).containsExactly("a.jsa");
  }
}
