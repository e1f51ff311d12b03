package io.jobservice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks before something that cannot be undone. */
final class Question {

  private final Shell shell;
  private final Console console;

  Question(Shell shell, Console console) {
    this.shell = shell;
    this.console = console;
  }

  /** Fails where nobody can be asked. */
  void mustBePossible(String what) throws CommandFailure {
    if (!console.canAsk()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "this would " + what + ", and there is no terminal to ask at",
          "Say --yes to do it, or --dry-run to see what it would do.");
    }
  }

  /**
   * Returns when the answer is yes.
   *
   * @param what what would be done, as "stop 5 jobs"
   * @param done what then was not done, as "stopped"
   */
  void ask(String what, String done) throws CommandFailure, IOException {
    mustBePossible(what);
    console.err().print("Really " + what + "? [y/N] ");
    console.err().flush();
    String answer =
        new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)).readLine();
    if (answer == null || !answer.strip().matches("(?i)y(es)?")) {
      throw new CommandFailure(ExitCode.ERROR, "nothing was " + done, null);
    }
  }
}
