package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what happens. */
class ReadmeIT {

  private static final Pattern CONSOLE = Pattern.compile("(?s)```console\n(.*?)```");

  private static final Pattern FILE =
      Pattern.compile("(?s)[^\n]*`([\\w.-]+)`:\n\n```(?:java|sh|python|yaml)\n(.*?)```");

  @TempDir Path folder;

  /** A command of the tour with what it prints. */
  private record Step(String command, List<String> output) {}

  @Test
  void theTourPrintsWhatItSays() throws Exception {
    checkSection("Five minutes");
  }

  @Test
  void theScriptsPrintWhatTheySay() throws Exception {
    ImportJob.pack(folder.resolve("plugins/import.jar"));
    checkSection("In shell scripts");
  }

  /** Files are written, projects built, and then the service is started. */
  @Test
  void jobsAreWrittenBuiltAndRunAsItSays() throws Exception {
    Files.copy(Path.of("config.yml"), folder.resolve("config.yml"));
    Path target =
        Files.createSymbolicLink(folder.resolve("target"), Path.of("target").toAbsolutePath());
    try (OfflineMaven maven = new OfflineMaven(folder.resolve("repository"))) {
      Path project = Path.of("src/examples/java-plugin");
      maven.copy(project, folder.resolve(project));
      String[] parts =
          section("Write a job").split("```sh\njobservice serve -c config.yml\n```", -1);
      assertThat(parts).hasSize(2);
      assertThat(writeFiles(parts[0]))
          .containsExactly("Greeting.java", "lines.sh", "add.py", "config.yml");
      check(steps(parts[0]), RedisServer.freePort());
      serveAndCheck(steps(parts[1]));
    } finally {
      Files.delete(target);
    }
  }

  /** A block is the file that the last line before it names, or is appended to it. */
  private List<String> writeFiles(String section) throws IOException {
    List<String> files = new ArrayList<>();
    Matcher block = FILE.matcher(section);
    while (block.find()) {
      files.add(block.group(1));
      Files.writeString(
          folder.resolve(block.group(1)),
          block.group(2),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    return files;
  }

  private void checkSection(String heading) throws Exception {
    Files.copy(Path.of("config.yml"), folder.resolve("config.yml"));
    List<Step> steps = steps(section(heading));
    assertThat(steps).hasSizeGreaterThan(8);
    serveAndCheck(steps);
  }

  private void serveAndCheck(List<Step> steps) throws Exception {
    int port = RedisServer.freePort();
    Distribution program = new Distribution(folder);
    Process daemon = program.serve(Map.of("JOB_SERVICE_PORT", Integer.toString(port)));
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> program.serveLog().contains("ready: the API is at"));
      check(steps, port);
    } finally {
      daemon.destroy();
      assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void check(List<Step> steps, int port) throws Exception {
    List<String> printed = run(steps, port);
    assertThat(printed).hasSameSizeAs(steps);
    for (int i = 0; i < steps.size(); i++) {
      assertThat(normal(printed.get(i)))
          .as(steps.get(i).command())
          .isEqualTo(normal(String.join("\n", steps.get(i).output())));
    }
  }

  private static String section(String heading) throws IOException {
    String rest = Files.readString(Path.of("README.md")).split("\n## " + heading + "\n", 2)[1];
    return rest.split("\n## ", 2)[0];
  }

  /** A command goes on in lines that begin as a shell asks for them. */
  private static List<Step> steps(String section) {
    List<Step> steps = new ArrayList<>();
    Matcher block = CONSOLE.matcher(section);
    while (block.find()) {
      for (String line : block.group(1).lines().toList()) {
        if (line.startsWith("$ ")) {
          steps.add(new Step(line.substring(2), new ArrayList<>()));
        } else if (line.startsWith("> ")) {
          Step begun = steps.remove(steps.size() - 1);
          steps.add(new Step(begun.command() + "\n" + line.substring(2), begun.output()));
        } else {
          steps.get(steps.size() - 1).output().add(line);
        }
      }
    }
    return steps;
  }

  /** All in one shell, since later steps use what earlier ones have set. */
  private List<String> run(List<Step> steps, int port) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (Step step : steps) {
      script.append("{ ").append(step.command().replace(":8080", ":" + port)).append("\n} 2>&1\n");
      // The status of a step is that of its command, not of what separates it from the next.
      script.append("status=$?; echo; echo '@@@'; (exit $status)\n");
    }
    Path output = folder.resolve("tour.txt");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().remove("CORE_SECRET");
    shell.environment().put("JOBSERVICE_ARCHIVE", "off");
    shell.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    shell.environment().put("JOB_SERVICE_PORT", Integer.toString(port));
    Path java = Path.of(System.getProperty("java.home"));
    shell.environment().put("JAVA_HOME", java.toString());
    String path =
        String.join(
            ":",
            Distribution.LAUNCHER.getParent().toString(),
            java.resolve("bin").toString(),
            OfflineMaven.programs().toString(),
            System.getenv("PATH"));
    shell.environment().put("PATH", path);
    shell.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    assertThat(shell.start().waitFor(2, TimeUnit.MINUTES)).isTrue();
    String[] parts = Files.readString(output).split("@@@\n", -1);
    return List.of(parts).subList(0, parts.length - 1);
  }

  /** Without what is different each time. */
  private static String normal(String text) {
    // Maven ends with a reset of colours that it was not asked for.
    return text.replaceAll("\u001b\\[0?m", "")
        .strip()
        .replaceAll("[0-9a-f]{24}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
        .replaceAll("\\b1[789]\\d{8}\\b", "EPOCH")
        .replaceAll("\\.java:\\d+", ".java:N")
        .replaceAll("node: +\\S+", "node: NODE");
  }
}
