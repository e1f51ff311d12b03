package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completions and man pages are made from the command line itself and committed, so that whoever
 * packages the program needs no build to have them, and {@link CommandModels} so that no command
 * reads annotations. This test fails when they are stale; with {@code -Dgenerate=true} it writes
 * them anew.
 */
class GeneratedFilesTest {

  private static final String RENEW =
      "stale; renew with: mvn -q test -Dtest=GeneratedFilesTest -Dgenerate=true";

  @Test
  void committedFilesAreWhatTheCommandLineGives() throws IOException {
    Map<Path, String> files = generated();
    if (Boolean.getBoolean("generate")) {
      for (Map.Entry<Path, String> file : files.entrySet()) {
        Files.createDirectories(file.getKey().getParent());
        Files.writeString(file.getKey(), file.getValue());
      }
    }
    for (Map.Entry<Path, String> file : files.entrySet()) {
      assertThat(file.getKey()).as(RENEW).exists();
      assertThat(Files.readString(file.getKey()))
          .as("%s is %s", file.getKey(), RENEW)
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void thereIsNoPageOfACommandThatIsGone() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("man"))) {
      assertThat(pages.filter(page -> page.toString().endsWith(".1")))
          .isSubsetOf(generated().keySet());
    }
  }

  static Stream<CommandSpec> commands() {
    return CommandModel.specs().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionOfEveryCommandIsDescribedEverywhere(CommandSpec command) {
    Map<Path, String> files = generated();
    String path = CommandModel.path(command);
    String help = command.commandLine().getUsageMessage();
    String page = files.get(page(command));
    List<String> bash =
        wordsOf(section(script(files, "jobservice.bash"), "    '" + path + "')\n", "\n      ;;"));
    String zsh =
        section(
            script(files, "_jobservice"), "\n" + ZshCompletion.function(command) + "() {\n", "\n}");
    String fish = linesOf(script(files, "jobservice.fish"), "'__jobservice_at \"" + path + "\"'");
    for (OptionSpec option : command.options()) {
      assertThat(option.hidden()).as("%s is told to nobody", option).isFalse();
      assertThat(option.description()).as("%s %s", path, option).isNotEmpty();
      for (String name : option.names()) {
        assertThat(help).contains(name);
        assertThat(page).contains("\\fB" + name.replace("-", "\\-") + "\\fR");
        assertThat(bash).contains(name);
        assertThat(zsh).containsPattern(Pattern.quote(name) + "[-=+]*\\[");
        assertThat(fish).contains((name.startsWith("--") ? " -l " : " -s ") + bare(name) + " ");
      }
    }
    for (ArgSpec parameter : command.positionalParameters()) {
      assertThat(parameter.description()).as(path).isNotEmpty();
      assertThat(help).contains(parameter.paramLabel());
      assertThat(page).contains(parameter.paramLabel());
      assertThat(zsh).contains(":" + parameter.paramLabel() + ":");
    }
    assertThat(help).doesNotContain("COMPLETION-CANDIDATES", "[]");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsListedByTheOneAboveIt(CommandSpec command) {
    if (command.parent() == null) {
      return;
    }
    Map<Path, String> files = generated();
    String above = CommandModel.path(command.parent());
    String purpose = CommandModel.purpose(command);
    assertThat(command.parent().commandLine().getUsageMessage().replaceAll("\\s+", " "))
        .contains(" " + command.name() + " " + purpose);
    assertThat(files.get(page(command.parent())))
        .contains(".TP\n\\fB" + command.name().replace("-", "\\-") + "\\fR\n");
    assertThat(files.get(page(command)))
        .contains(
            "\\fB" + ManPage.name(command.root()) + "\\fR(1),", "\\fBjobservice\\-config\\fR(5)");
    assertThat(
            wordsOf(
                section(script(files, "jobservice.bash"), "    '" + above + "')\n", "\n      ;;")))
        .contains(command.name());
    assertThat(section(script(files, "_jobservice"), "    '" + above + "')\n", "\n      ;;"))
        .contains("'" + command.name() + ":");
    assertThat(
            section(
                script(files, "jobservice.fish"),
                "        case '" + above + "'\n",
                "\n        case"))
        .contains(" " + command.name() + " '");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyPageHasWhatAPageHas(CommandSpec command) {
    assertThat(generated().get(page(command)))
        .containsSubsequence(
            ".SH NAME\n",
            ".SH SYNOPSIS\n",
            ".SH DESCRIPTION\n",
            ".SH OPTIONS\n",
            ".SH EXIT STATUS\n",
            ".SH ENVIRONMENT\n",
            ".SH FILES\n",
            ".SH SEE ALSO\n");
  }

  @Test
  void descriptionsArePlainSentences() {
    List<String> sentences = new ArrayList<>();
    for (CommandSpec command : CommandModel.specs()) {
      sentences.addAll(List.of(command.usageMessage().description()));
      for (ArgSpec arg : command.args()) {
        sentences.addAll(CommandModel.description(arg));
      }
    }
    assertThat(sentences).allMatch(sentence -> sentence.matches("(?s)[A-Z].*\\."));
  }

  private static Map<Path, String> generated() {
    Map<Path, String> files = new TreeMap<>();
    Path completions = Path.of("completions");
    files.put(completions.resolve("jobservice.bash"), new BashCompletion().script());
    files.put(completions.resolve("_jobservice"), new ZshCompletion().script());
    files.put(completions.resolve("jobservice.fish"), new FishCompletion().script());
    files.put(
        Path.of("src/main/java/io/jobservice/cli/CommandModels.java"), CommandModelsSource.text());
    for (CommandSpec command : CommandModel.specs()) {
      files.put(Path.of("man", ManPage.name(command) + ".1"), new ManPage(command).roff());
    }
    return files;
  }

  private static Path page(CommandSpec command) {
    return Path.of("man", ManPage.name(command) + ".1");
  }

  private static String script(Map<Path, String> files, String name) {
    return files.get(Path.of("completions", name));
  }

  /** What lies between two marks, both of which must be there. */
  private static String section(String text, String begin, String end) {
    int from = text.indexOf(begin);
    assertThat(from).as(begin).isNotNegative();
    int to = text.indexOf(end, from + begin.length());
    assertThat(to).as(end).isNotNegative();
    return text.substring(from + begin.length(), to);
  }

  private static List<String> wordsOf(String text) {
    return List.of(text.split("[\\s'=]+", -1));
  }

  private static String linesOf(String text, String condition) {
    return text.lines().filter(line -> line.contains(condition)).collect(Collectors.joining("\n"));
  }

  private static String bare(String option) {
    return option.replaceFirst("^-+", "");
  }
}
