package io.jobservice.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code help}: the help of a command at any depth, or of the program. */
@Command(
    name = "help",
    description = "Show the help of a command, or of the program.",
    mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The words of the command.")
  List<String> words = List.of();

  HelpCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine command = Commands.all(shell);
    for (String word : words) {
      CommandLine below = command.getSubcommands().get(word);
      if (below == null) {
        throw new ParameterException(
            command,
            "unknown command '"
                + word
                + "'"
                + Suggestion.among(command.getSubcommands().keySet(), word));
      }
      command = below;
    }
    shell.out().text(command.getUsageMessage());
    shell.out().flush();
    return ExitCode.OK.code();
  }
}
