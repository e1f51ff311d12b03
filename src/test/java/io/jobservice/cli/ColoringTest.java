package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoringTest {

  @ParameterizedTest
  @CsvSource({
    "AUTO,   true,  '', true",
    "AUTO,   false, '', false",
    "AUTO,   true,  'TERM=xterm-256color', true",
    "AUTO,   true,  'TERM=dumb', false",
    "AUTO,   true,  'NO_COLOR=1', false",
    "AUTO,   true,  'NO_COLOR=0', false",
    "AUTO,   true,  'NO_COLOR=', true",
    "AUTO,   false, 'CLICOLOR_FORCE=1', true",
    "AUTO,   false, 'CLICOLOR_FORCE=0', false",
    "AUTO,   false, 'CLICOLOR_FORCE=', false",
    "AUTO,   true,  'CLICOLOR_FORCE=0', true",
    "AUTO,   true,  'CLICOLOR_FORCE=1 TERM=dumb', true",
    "AUTO,   true,  'CLICOLOR_FORCE=1 NO_COLOR=1', false",
    "ALWAYS, false, '', true",
    "ALWAYS, true,  'NO_COLOR=1', true",
    "ALWAYS, true,  'TERM=dumb', true",
    "NEVER,  true,  '', false",
    "NEVER,  true,  'CLICOLOR_FORCE=1', false",
  })
  void optionThenEnvironmentThenTerminalDecide(
      Coloring coloring, boolean terminal, String variables, boolean colored) {
    Map<String, String> env = new HashMap<>();
    for (String variable : variables.isEmpty() ? new String[0] : variables.split(" ")) {
      String[] parts = variable.split("=", 2);
      env.put(parts[0], parts[1]);
    }

    assertThat(coloring.on(terminal, env)).isEqualTo(colored);
  }

  @Test
  void resultsAndMessagesAreColouredEachOnItsOwnTerminal() {
    Console messages = console("e");
    assertThat(messages.painted("x", Paint.RED)).isEqualTo("x");
    assertThat(messages.paintedMessage("x", Paint.RED)).isEqualTo("\033[31mx\033[0m");

    Console results = console("o");
    assertThat(results.painted("x", Paint.RED)).isEqualTo("\033[31mx\033[0m");
    assertThat(results.painted("x", null)).isEqualTo("x");
    assertThat(results.paintedMessage("x", Paint.RED)).isEqualTo("x");
  }

  private static Console console(String terminals) {
    Shell shell = new Transcript(Path.of("")).onTerminal(terminals, 0, "UTC").shell();
    return new Console(shell, false, Coloring.AUTO);
  }
}
