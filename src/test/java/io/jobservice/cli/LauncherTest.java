package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
            home + "/lib/*",
            "io.jobservice.cli.Main",
            "stats",
            "a b",
            "*");
  }

  @Test
  void serveRunsOnAServersJvm() throws Exception {
    assertThat(run(directory, launcher.toString(), "serve").out().lines())
        .contains("-XX:+UseSerialGC", "-Xmn12m", "-Xms32m")
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
      assertThat(run(directory, "sh", "-c", way + " log").out()).as(way).contains(home + "/lib/*");
    }
  }

  @Test
  void aShellThatReadsTheScriptFindsTheFolderToo() throws Exception {
    assertThat(run(launcher.getParent(), "sh", "jobservice", "log").out())
        .contains(home + "/lib/*");
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
  void theScriptParsesInShells(String shell, String options) throws Exception {
    if (Files.isExecutable(Path.of("/bin", shell))) {
      Result result = run(directory, "sh", "-c", shell + " " + options + " '" + launcher + "'");
      assertThat(result).isEqualTo(new Result(0, "", ""));
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
    builder.environment().keySet().removeAll(List.of("JOBSERVICE_OPTS", "JAVA_HOME"));
    builder.environment().putAll(env);
    Process process = builder.start();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
