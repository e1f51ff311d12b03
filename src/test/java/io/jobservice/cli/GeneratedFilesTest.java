package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completions and man pages are made from the command line itself and committed, so that whoever
 * packages the program needs no build to have them. This test fails when they are stale; with
 * {@code -Dgenerate=true} it writes them anew.
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

  @Test
  void everyOptionOfEveryCommandIsDescribedEverywhere() {
    Map<Path, String> files = generated();
    String bash = files.get(Path.of("completions/jobservice.bash"));
    String zsh = files.get(Path.of("completions/_jobservice"));
    String fish = files.get(Path.of("completions/jobservice.fish"));
    for (CommandSpec command : CommandModel.specs()) {
      String help = command.commandLine().getUsageMessage();
      String page = files.get(Path.of("man", ManPage.name(command) + ".1"));
      for (OptionSpec option : command.options()) {
        assertThat(option.description()).as("%s %s", command.name(), option).isNotEmpty();
        for (String name : option.names()) {
          assertThat(help).contains(name);
          assertThat(page).contains(name.replace("-", "\\-"));
          assertThat(zsh).contains(name);
          assertThat(bash).contains(name);
          assertThat(fish).contains((name.startsWith("--") ? " -l " : " -s ") + bare(name));
        }
      }
      for (ArgSpec parameter : command.positionalParameters()) {
        assertThat(parameter.description()).as(command.name()).isNotEmpty();
        assertThat(help).contains(parameter.paramLabel());
        assertThat(page).contains(parameter.paramLabel());
      }
    }
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
    for (CommandSpec command : CommandModel.specs()) {
      files.put(Path.of("man", ManPage.name(command) + ".1"), new ManPage(command).roff());
    }
    return files;
  }

  private static String bare(String option) {
    return option.replaceFirst("^-+", "");
  }
}
