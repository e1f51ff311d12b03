package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell script, in front of a JVM that only prints its arguments. */
@Timeout(60)
class LauncherTest {

  private static final String BUILD_ID =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private static final FileTime LONG_AGO = FileTime.fromMillis(1_700_000_000_000L);

  @TempDir private Path directory;
  private Path home;
  private Path launcher;
  private final Map<String, String> env = new HashMap<>();

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void install() throws IOException {
    directory = directory.toRealPath();
    home = directory.resolve("opt/job service");
    launcher = home.resolve("bin/jobservice");
    Files.createDirectories(launcher.getParent());
    Files.copy(Path.of("src/main/bin/jobservice"), launcher);
    executable(launcher);
    for (String jar : List.of("a.jar", "jobservice-1.0.jar", "m.jar", "service/b.jar")) {
      Path file = home.resolve("lib").resolve(jar);
      Files.createDirectories(file.getParent());
      Files.setLastModifiedTime(Files.writeString(file, ""), LONG_AGO);
    }
    Files.writeString(home.resolve("lib/build-id"), BUILD_ID + "\n");
    Path maker = Files.createDirectories(home.resolve("libexec")).resolve("make-archive");
    Files.writeString(maker, "#!/bin/sh\nprintf '%s\\n' \"$@\" >> '" + directory + "/making'\n");
    executable(maker);
    env.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    env.put("JOBSERVICE_ARCHIVE", "off");
    env.put("JAVA_HOME", jvm("jvm", "JAVA_VERSION=\"17.0.1\"\n").toString());
  }

  @Test
  void clientCommandsRunOnASmallJvm() throws Exception {
    Result result = run(directory, launcher.toString(), "stats", "a b", "*");

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .containsSubsequence(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-cp",
            shortClassPath(),
            "io.jobservice.cli.Main",
            "stats",
            "a b",
            "*");
  }

  @Test
  void whatReadsCronLinesHasTheLibraryForThat() throws Exception {
    for (String words : List.of("list", "pause x", "executions explain", "show --help")) {
      List<String> line = new ArrayList<>(List.of(launcher.toString(), "schedule"));
      line.addAll(List.of(words.split(" ")));
      assertThat(run(directory, line.toArray(String[]::new)).out().lines())
          .contains(words.startsWith("show") ? longClassPath() : shortClassPath());
    }
    assertThat(run(directory, launcher.toString(), "schedule", "explain", "@daily").out().lines())
        .contains(longClassPath());
  }

  @Test
  void serveRunsOnAServersJvm() throws Exception {
    assertThat(run(directory, launcher.toString(), "serve").out().lines())
        .contains("-XX:+UseSerialGC", "-Xmn12m", "-Xms32m", longClassPath())
        .doesNotContain("-XX:TieredStopAtLevel=1");
  }

  @Test
  void optionsOfTheUserComeLastAndReplaceTheCollector() throws Exception {
    env.put("JOBSERVICE_OPTS", "-Xmx1g  -XX:+UseParallelGC -Da=*");

    assertThat(run(directory, launcher.toString(), "serve").out().lines())
        .containsSubsequence("-Xms32m", "-Xmx1g", "-XX:+UseParallelGC", "-Da=*", "-cp")
        .doesNotContain("-XX:+UseSerialGC", "-Xmn12m", "");
  }

  @Test
  void chainsOfRelativeLinksLeadToTheFolder() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("usr/bin"));
    Files.createSymbolicLink(bin.resolve("first"), Path.of("../../opt/job service/bin/jobservice"));
    Files.createSymbolicLink(bin.resolve("second"), Path.of("first"));
    Files.createSymbolicLink(directory.resolve("linked"), Path.of("usr/bin"));
    env.put("PATH", bin + ":" + System.getenv("PATH"));

    for (String way : List.of("linked/second", bin.resolve("second").toString(), "second")) {
      assertThat(run(directory, "sh", "-c", way + " log").out()).as(way).contains(shortClassPath());
    }
  }

  @Test
  void aShellThatReadsTheScriptFindsTheFolderToo() throws Exception {
    assertThat(run(launcher.getParent(), "sh", "jobservice", "log").out())
        .contains(shortClassPath());
  }

  @Test
  void anOldJvmIsRefusedByItsReleaseFile() throws Exception {
    env.put("JAVA_HOME", jvm("old", "JAVA_VERSION=\"1.8.0_292\"\n").toString());

    Result result = run(directory, launcher.toString(), "stats");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "jobservice: "
                + directory
                + "/old/bin/java is Java 1.8.0_292, but 17 or newer is needed\n"
                + "Set JAVA_HOME to the folder of a newer one, or put it first on the PATH.\n");
  }

  @Test
  void aJvmWithoutAReleaseFileIsAsked() throws Exception {
    Path old = jvm("asked", null);
    Files.writeString(
        old.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019' >&2\n");
    env.put("JAVA_HOME", old.toString());

    assertThat(run(directory, launcher.toString()).err()).contains("is Java 11.0.2, but 17");
  }

  @Test
  void javaHomeWithoutAJvmIsNamed() throws Exception {
    env.put("JAVA_HOME", "/nowhere");

    Result result = run(directory, launcher.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("jobservice: JAVA_HOME is /nowhere, but there is no Java in it\n");
  }

  @Test
  void noJvmAtAllIsSaid() throws Exception {
    Path bare = Files.createDirectories(directory.resolve("bare"));
    env.put("PATH", bare.toString());
    env.remove("JAVA_HOME");

    Result result = run(directory, launcher.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("jobservice: there is no Java on the PATH\n");
  }

  @ParameterizedTest
  @CsvSource({"sh, -n", "dash, -n", "bash, --posix -n"})
  void theScriptsParseInShells(String shell, String options) throws Exception {
    if (Files.isExecutable(Path.of("/bin", shell))) {
      Path maker = Path.of("src/main/libexec/make-archive").toAbsolutePath();
      for (Path script : List.of(launcher, maker)) {
        Result result = run(directory, "sh", "-c", shell + " " + options + " '" + script + "'");
        assertThat(result).isEqualTo(new Result(0, "", ""));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"bash, jobservice.bash", "zsh, _jobservice", "fish, jobservice.fish"})
  void completionsParseInTheirShells(String shell, String file) throws Exception {
    Path script = Path.of("completions", file).toAbsolutePath();
    if (Files.isExecutable(Path.of("/usr/bin", shell))) {
      Result result = run(directory, shell, "-n", script.toString());
      assertThat(result).isEqualTo(new Result(0, "", ""));
    }
  }

  @Test
  void whatOnlyTheWayToRedisNeedsIsKeptOffTheClassPathOfOthers() throws Exception {
    for (List<String> words :
        List.of(
            List.of("stats", "--redis", "embedded"),
            List.of("list", "--redis=redis://h"),
            List.of("stop", "a", "--direct"),
            List.of("help"),
            List.of("unheard-of"),
            List.<String>of())) {
      List<String> command = new ArrayList<>(List.of(launcher.toString()));
      command.addAll(words);
      assertThat(run(directory, command.toArray(new String[0])).out().lines())
          .as(words.toString())
          .contains(longClassPath());
    }
    assertThat(run(directory, launcher.toString(), "submit", "DEMO").out().lines())
        .contains(shortClassPath());
  }

  @Test
  void anArchiveThatIsMissingIsAskedForInTheBackground() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");

    Result result = run(directory, launcher.toString(), "stats");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).doesNotContain("-XX:SharedArchiveFile");
    assertThat(making())
        .containsExactly(
            env.get("JAVA_HOME") + "/bin/java", "17", shortClassPath(), archive().toString());
  }

  /** As in {@code id=$(jobservice submit ...)}. */
  @Test
  void whoReadsTheOutputDoesNotWaitForTheMaker() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    Path told = directory.resolve("told");
    Files.writeString(
        home.resolve("libexec/make-archive"),
        "#!/bin/sh\nwhile [ ! -e '"
            + told
            + "' ]; do sleep 0.1; done\necho .jsa > '"
            + directory
            + "/making'\n");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec 5>&1; exec \"$0\" stats 2>&1");
    builder.command().add(launcher.toString());
    builder.environment().putAll(env);
    Process process = builder.start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("stats");
    assertThat(directory.resolve("making")).doesNotExist();

    Files.writeString(told, "");
    making();
  }

  @Test
  void anArchiveOfThisBuildAndThisJvmIsUsed() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    make(archive());

    Result result = run(directory, launcher.toString(), "stats", "--redis", "embedded");

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .containsSubsequence(
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error,cds*=off:stderr",
            "-XX:SharedArchiveFile=" + archive());
    assertNothingIsMade();
  }

  @Test
  void anotherBuildHasAnotherArchive() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    make(archive());
    Files.writeString(home.resolve("lib/build-id"), "f".repeat(64) + "\n");

    assertThat(run(directory, launcher.toString(), "stats").out())
        .doesNotContain("-XX:SharedArchiveFile");
    assertThat(making())
        .noneMatch(archive().toString()::equals)
        .last()
        .asString()
        .contains("/ffff");
  }

  @Test
  void anotherJvmHasAnotherArchive() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    make(archive());
    Files.writeString(
        directory.resolve("jvm/release"),
        "JAVA_VERSION=\"17.0.1\"\nJAVA_RUNTIME_VERSION=\"17.0.1+12-LTS\"\n");

    assertThat(run(directory, launcher.toString(), "stats").out())
        .doesNotContain("-XX:SharedArchiveFile");
    assertThat(making()).last().asString().contains("-17.0.1+12-LTS-");
  }

  @Test
  void anArchiveThatIsOlderThanTheProgramIsMadeAnew() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    make(archive());
    Files.setLastModifiedTime(archive(), FileTime.fromMillis(LONG_AGO.toMillis() - 60_000));

    assertThat(run(directory, launcher.toString(), "stats").out())
        .doesNotContain("-XX:SharedArchiveFile");
    assertThat(making()).last().isEqualTo(archive().toString());
  }

  @Test
  void whatFailedMoreThanADayAgoIsTriedAgain() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    Path mark = Path.of(archive().toString().replaceFirst("[.]jsa$", ".failed"));
    make(mark);
    Files.setLastModifiedTime(mark, LONG_AGO);

    assertThat(run(directory, launcher.toString(), "stats").err()).isEmpty();
    assertThat(making()).last().isEqualTo(archive().toString());
  }

  @Test
  void whatFailedTodayIsNotTriedAgain() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    make(Path.of(archive().toString().replaceFirst("[.]jsa$", ".failed")));

    assertThat(run(directory, launcher.toString(), "stats").err()).isEmpty();
    assertNothingIsMade();
  }

  @ParameterizedTest
  @CsvSource({
    "JOBSERVICE_ARCHIVE, off",
    "JOBSERVICE_OPTS, -XX:+UseZGC",
    "JOBSERVICE_OPTS, -Xshare:off",
    "JOBSERVICE_OPTS, -XX:AOTCache=mine",
    "JOBSERVICE_OPTS, -XX:SharedArchiveFile=mine",
    "XDG_CACHE_HOME, relative"
  })
  void thereAreReasonsToUseNoArchive(String variable, String value) throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    make(archive());
    env.put(variable, value);

    Result result = run(directory, launcher.toString(), "stats");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).doesNotContain("-XX:SharedArchiveFile=/");
    assertNothingIsMade();
  }

  @Test
  void aUserWithoutAFolderHasNoArchive() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    env.remove("XDG_CACHE_HOME");

    Result result = run(directory, launcher.toString(), "stats");

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertNothingIsMade();
  }

  @Test
  void theServiceHasNoArchive() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    make(archive());

    assertThat(run(directory, launcher.toString(), "serve").out())
        .doesNotContain("-XX:SharedArchiveFile", "-Xlog");
    assertNothingIsMade();
  }

  @Test
  void aNameThatWouldBeTooLongIsNotTried() throws Exception {
    env.remove("JOBSERVICE_ARCHIVE");
    String deep = "x".repeat(120);
    env.put("JAVA_HOME", jvm(deep + "/" + deep, "JAVA_VERSION=\"17.0.1\"\n").toString());

    assertThat(run(directory, launcher.toString(), "stats").err()).isEmpty();
    assertNothingIsMade();
  }

  @Test
  void whatIsNoTerminalIsNotSaidToBeOne() throws Exception {
    assertThat(run(directory, launcher.toString(), "stats").out())
        .doesNotContain("jobservice.terminal", "jobservice.columns");
  }

  /** What the maker was told; it is gone then. */
  private List<String> making() throws IOException {
    Path file = directory.resolve("making");
    await().until(() -> Files.exists(file) && Files.readString(file).endsWith(".jsa\n"));
    return Files.readAllLines(file);
  }

  /** Another start, whose maker is awaited, gives one of the earlier start the time to show. */
  private void assertNothingIsMade() throws Exception {
    assertThat(directory.resolve("making")).doesNotExist();
    env.clear();
    env.put("JAVA_HOME", jvm("last", "JAVA_VERSION=\"18\"\n").toString());
    env.put("XDG_CACHE_HOME", directory.resolve("second").toString());
    run(directory, launcher.toString(), "stats");
    assertThat(making()).hasSize(4).contains("18").last().asString().contains("/second/");
  }

  private Path archive() {
    String java = env.get("JAVA_HOME") + "/bin/java";
    String key = BUILD_ID.substring(0, 16) + "-17.0.1-" + home + "-" + java;
    return directory.resolve(
        "cache/jobservice/" + key.replaceAll("[^A-Za-z0-9._+-]", "%") + ".jsa");
  }

  private static void make(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }

  private String shortClassPath() {
    return home + "/lib/jobservice-1.0.jar:" + home + "/lib/a.jar:" + home + "/lib/m.jar";
  }

  private String longClassPath() {
    return shortClassPath() + ":" + home + "/lib/service/b.jar";
  }

  private Path jvm(String name, String release) throws IOException {
    Path jvm = directory.resolve(name);
    Path java = Files.createDirectories(jvm.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    executable(java);
    if (release != null) {
      Files.writeString(jvm.resolve("release"), release);
    }
    return jvm;
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result run(Path where, String... words) throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(where.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(
            List.of(
                "JOBSERVICE_OPTS", "JOBSERVICE_ARCHIVE", "JAVA_HOME", "HOME", "XDG_CACHE_HOME"));
    builder.environment().putAll(env);
    Process process = builder.start();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
