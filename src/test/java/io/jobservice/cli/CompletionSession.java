package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * An interactive shell at a terminal, with the completion that is committed and a launcher of this
 * build on its PATH. What was typed is not run: the shell tells which words it has made of it.
 */
final class CompletionSession {

  /** Completes the word as far as it can. */
  static final String TAB = "\t";

  /** In bash: puts in all that could complete the word. */
  static final String ALL = "\u001b*";

  private static final String HOME_KEY = "\u0001";

  private final Path directory;
  private final String url;
  private final int patienceMillis;

  /**
   * A user with a home.
   *
   * @param directory the home, and the working folder
   * @param url the service that the environment names
   * @param patienceMillis how long the program may take for live values
   */
  CompletionSession(Path directory, String url, int patienceMillis) throws IOException {
    this.directory = directory;
    this.url = url;
    this.patienceMillis = patienceMillis;
    Path launcher = Files.createDirectories(directory.resolve("bin")).resolve("jobservice");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djobservice.completion.millis=%d \\
          -cp '%s' io.jobservice.cli.Main "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                patienceMillis,
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The words of a line after keys were typed in bash. */
  List<String> bash(String keys) throws Exception {
    return typed(
        """
        source '%s/completions/jobservice.bash'
        """,
        "bash --noprofile --rcfile rc -i", "rc", keys);
  }

  /** The words of a line after keys were typed in zsh. */
  List<String> zsh(String keys) throws Exception {
    return typed(
        """
        bindkey -e
        autoload -Uz compinit
        compinit -D -u
        source '%s/completions/_jobservice'
        """,
        "zsh -d -i", ".zshrc", keys);
  }

  /** What fish offers for a line, without the descriptions. */
  List<String> fish(String line) throws Exception {
    needs("fish");
    Path script = Path.of("completions/jobservice.fish").toAbsolutePath();
    Path out = directory.resolve("out");
    run(
        List.of("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2] > $argv[3]"),
        directory.resolve("in"),
        script.toString(),
        line,
        out.toString());
    return Files.readAllLines(out).stream().map(offer -> offer.split("\t", 2)[0]).toList();
  }

  private List<String> typed(String setup, String shell, String startup, String keys)
      throws Exception {
    needs("script");
    needs(shell.substring(0, shell.indexOf(' ')));
    Path told = directory.resolve("told");
    Files.deleteIfExists(told);
    Files.writeString(
        directory.resolve(startup),
        setup.formatted(Path.of("").toAbsolutePath())
            + "tell() { printf '%s\\n' \"$@\" > told; exit; }\n");
    Path in = directory.resolve("in");
    // The line becomes the arguments of our own word; keys are read one after the other, so the
    // completion is over before it begins.
    Files.writeString(in, keys + HOME_KEY + "tell \n");
    run(List.of("script", "-qec", shell, "/dev/null"), in);
    assertThat(told).as("what the shell made of: " + keys).exists();
    return Files.readAllLines(told);
  }

  private void run(List<String> command, Path in, String... more) throws Exception {
    if (!Files.exists(in)) {
      Files.createFile(in);
    }
    List<String> words = new ArrayList<>(command);
    words.addAll(Arrays.asList(more));
    Path log = directory.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectInput(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("JOB") || name.contains("JAVA"));
    builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("ZDOTDIR", directory.toString());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("JOBSERVICE_URL", url);
    builder.environment().put("CORE_SECRET", "s3");
    Process process = builder.start();
    boolean ended = process.waitFor(50, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended)
        .as("%s with %d ms: %s", words, patienceMillis, Files.readString(log))
        .isTrue();
  }

  private static void needs(String program) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    Assumptions.assumeTrue(there, program + " is not installed");
  }
}
