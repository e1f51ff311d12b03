package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.PlantedHooks;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.StubServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Every command as a person would see it, on a node with a real Redis: the same transcripts over
 * HTTP and straight on Redis. See {@link TranscriptFile} for how they are written. With {@code
 * -Dgenerate=true} they are written anew from what happens over HTTP, to be read before they are
 * committed.
 */
class TranscriptsTest {

  private static final Path FOLDER = Path.of("src/test/resources/transcripts");

  /** What differs from run to run, and what stands for it. */
  private static final Map<String, String> CHANGING =
      Map.ofEntries(
          Map.entry("\\b[0-9a-f]{24}\\b", "<id>"),
          Map.entry("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)", "<time>"),
          Map.entry("\\b1[789]\\d{8}\\b", "<epoch>"),
          Map.entry("\\b1[789]\\d{11}\\b", "<number>"),
          Map.entry("\\b\\d+s ago\\b", "<ago>"),
          Map.entry("\\b(in|after) \\d+ ms\\b", "$1 <n> ms"),
          Map.entry("\\b\\d+ (d|h|min|s)\\b( \\d+ (h|min|s)\\b)?", "<span>"),
          Map.entry("\\d+(\\.\\d)?[MG]iB", "<size>"),
          Map.entry("\\b[0-9a-f]+…", "<id…>"),
          Map.entry("DemoJob.java:\\d+", "DemoJob.java:<n>"),
          Map.entry("\"namespace\":\"[^\"]+\"", "\"namespace\":\"<namespace>\""),
          Map.entry("\"port\":\\d+", "\"port\":0"),
          Map.entry("(?m)^jobservice \\d\\S+$", "jobservice <version>"),
          Map.entry("(?m)^java \\d.*$", "java <version> <home>"),
          Map.entry("127\\.0\\.0\\.1:\\d{2,}", "<host>"));

  @TempDir private Path directory;
  private final Map<String, String> kept = new HashMap<>();
  private final StringBuilder written = new StringBuilder();

  static Stream<Arguments> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream()
          .flatMap(
              file ->
                  Stream.of(
                      Arguments.of(file.getFileName().toString(), "http"),
                      Arguments.of(file.getFileName().toString(), "direct")));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("transcripts")
  void whatIsWrittenIsWhatHappens(String file, String mode) throws IOException {
    TranscriptFile transcript = TranscriptFile.read(FOLDER.resolve(file));
    String redis = RedisServer.shared().url().toUri();
    String namespace = Namespaces.fresh();
    if (file.equals("hooks.txt")) {
      leaveDeadLetters(namespace);
    }
    try (TestNode node = TestNode.start(directory, redis, namespace);
        StubServer receiver = new StubServer()) {
      receiver.answer("POST /taken", 200, "").answer("POST /broken", 500, "");
      kept.put("receiver", receiver.url());
      Path config = directory.resolve("config.yml");
      Files.writeString(config, config(node, redis, namespace));
      for (TranscriptFile.Step step : transcript.steps()) {
        if (step.mode().isEmpty() || step.mode().equals(mode)) {
          run(step, mode, file);
        } else {
          written.append(step.written(expected(step)));
        }
      }
      if (isGenerating(mode)) {
        Files.writeString(FOLDER.resolve(file), written.toString().stripTrailing() + "\n");
      }
    }
  }

  /** Before there is a node: one would try them when it likes. */
  private static void leaveDeadLetters(String namespace) {
    try (PlantedHooks hooks = new PlantedHooks(namespace)) {
      String job = "d0d0d0d0d0d0d0d0d0d0d0d0";
      String url = "http://user:password@127.0.0.1:1/done?token=x";
      hooks.job(job).event(job, "Running", url).checkIn(job, "30 %", url).event(job, "Error", url);
      hooks.fail(job, "it answered 503").outbox().hurry(job);
      hooks.giveUp(job, "no connection").giveUp(job, "it answered 503").giveUp(job, "too old");
    }
  }

  /** Help and the like have tests of their own for what they print. */
  @Test
  void everyCommandIsSeenToDoItsWorkAndToFail() throws IOException {
    Set<String> done = new TreeSet<>();
    Set<String> failed = new TreeSet<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files
          .flatMap(file -> TranscriptFile.read(file).steps().stream())
          .forEach(step -> (step.code() == 0 ? done : failed).add(path(step.command())));
    }
    Set<String> all = new TreeSet<>();
    for (CommandSpec command : CommandModel.specs()) {
      if (command.subcommands().isEmpty()) {
        all.add(CommandModel.path(command));
      }
    }
    assertThat(failed).containsAll(all);
    all.removeAll(Set.of("serve", "admin completion"));
    assertThat(done).containsAll(all);
  }

  /** The words that lead to the command of a line. */
  private static String path(String line) {
    StringBuilder path = new StringBuilder();
    for (String word : line.replaceFirst("^.*?jobservice ?", "").split(" ", -1)) {
      if (!Commands.below(path.toString()).contains(word)) {
        break;
      }
      path.append(path.isEmpty() ? "" : " ").append(word);
    }
    return path.toString();
  }

  private String config(TestNode node, String redis, String namespace) {
    return """
    host: 127.0.0.1
    port: %d
    data_dir: %s
    worker_pool:
      redis_pool:
        redis_url: %s
        namespace: %s
    """
        .formatted(node.http().port(), directory.resolve("data"), redis, namespace);
  }

  private void run(TranscriptFile.Step step, String mode, String file) {
    Transcript shell =
        new Transcript(directory)
            .inRealTime()
            .env("CORE_SECRET", TestNode.SECRET)
            .env("HOME", directory.toString())
            .in(filled(lines(step.in())));
    if (step.columns() >= 0) {
      shell.onTerminal("ioe", step.columns(), "UTC");
    }
    String command = step.command();
    String keep = "";
    if (command.matches("[a-z]+=\\S.*")) {
      keep = command.substring(0, command.indexOf('='));
      command = command.substring(command.indexOf('=') + 1);
    }
    List<String> words = new ArrayList<>(TranscriptFile.words(filled(command)));
    while (words.get(0).matches("[A-Z_]+=.*")) {
      String[] variable = words.remove(0).split("=", 2);
      shell.env(variable[0], variable[1]);
    }
    assertThat(words.remove(0)).isEqualTo("jobservice");
    if (mode.equals("direct")
        && CommandModel.has(words, "--direct")
        && words.stream().noneMatch(Set.of("--direct", "--redis", "--url")::contains)) {
      words.add("--direct");
    }
    Transcript.Result result = shell.run(words.toArray(String[]::new));
    if (!keep.isEmpty()) {
      kept.put(keep, result.out().strip());
    }
    Transcript.Result normal =
        new Transcript.Result(result.code(), normal(result.out()), normal(result.err()));
    written.append(step.written(normal));
    if (!isGenerating(mode)) {
      assertThat(shown(normal))
          .as("%s line %d: $ %s", file, step.line(), command)
          .isEqualTo(shown(expected(step)));
    }
  }

  private static boolean isGenerating(String mode) {
    return Boolean.getBoolean("generate") && mode.equals("http");
  }

  private Transcript.Result expected(TranscriptFile.Step step) {
    return new Transcript.Result(step.code(), normal(lines(step.out())), normal(lines(step.err())));
  }

  private static String lines(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> value : kept.entrySet()) {
      filled = filled.replace("$" + value.getKey(), value.getValue());
    }
    return filled;
  }

  private static String shown(Transcript.Result result) {
    return result.out()
        + "--- on standard error:\n"
        + result.err()
        + "--- exit code "
        + result.code()
        + "\n";
  }

  private String normal(String text) {
    String normal = text.replace(directory.toString(), "<folder>");
    for (Map.Entry<String, String> change : CHANGING.entrySet()) {
      normal = normal.replaceAll(change.getKey(), change.getValue());
    }
    // Columns are as wide as what they hold, which differs.
    return normal.replaceAll(" {2,}", "  ").replaceAll(" +\n", "\n");
  }
}
