package io.jobservice.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands by name. For a command line that begins with one of them, only that one is built:
 * each of the others would cost its time at every start.
 */
final class Commands {

  private static final List<String> NAMES =
      List.of("serve", "submit", "stop", "cancel", "retry", "stats", "list", "log", "help");

  private Commands() {}

  /** The program as far as these words need it. */
  static CommandLine forWords(String[] args, Shell shell) {
    boolean named = args.length > 0 && NAMES.contains(args[0]) && !args[0].equals("help");
    return build(named ? List.of(args[0]) : NAMES, shell);
  }

  /** The whole program. */
  static CommandLine all(Shell shell) {
    return build(NAMES, shell);
  }

  private static CommandLine build(List<String> names, Shell shell) {
    CommandLine program = new CommandLine(new ProgramCommand());
    for (String name : names) {
      program.addSubcommand(name, create(name, shell));
    }
    describe(program.getCommandSpec());
    program.getSubcommands().values().forEach(command -> describe(command.getCommandSpec()));
    return program
        // "@file" belongs to --params, not to picocli.
        .setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }

  private static Object create(String name, Shell shell) {
    return switch (name) {
      case "serve" -> new ServeCommand(shell);
      case "submit" -> new SubmitCommand(shell);
      case "stop" -> new StopCommand(shell);
      case "cancel" -> new CancelCommand(shell);
      case "retry" -> new RetryCommand(shell);
      case "stats" -> new StatsCommand(shell);
      case "list" -> new ListCommand(shell);
      case "log" -> new LogCommand(shell);
      case "help" -> new CommandLine.HelpCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void describe(CommandSpec spec) {
    spec.versionProvider(new Version());
    spec.usageMessage().sortOptions(false).sortSynopsis(false).abbreviateSynopsis(false);
    if (spec.parent() == null) {
      Map<String, String> codes = new LinkedHashMap<>();
      for (ExitCode code : ExitCode.values()) {
        codes.put(Integer.toString(code.code()), code.meaning());
      }
      spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    } else if (spec.userObject() instanceof CommandLine.HelpCommand) {
      // Made to look like ours.
      spec.usageMessage()
          .header(new String[0])
          .synopsisHeading("Usage: ")
          .description("Show the help of a command, or of the program.")
          .optionListHeading("")
          .parameterListHeading("");
    } else {
      CommonOptions.addTo(spec);
    }
  }
}
