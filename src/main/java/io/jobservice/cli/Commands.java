package io.jobservice.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands by name, in groups. For a command line that begins with the name of one, only that
 * one is built: each of the others would cost its time at every start.
 */
final class Commands {

  private Commands() {}

  /** The names of the commands below a command, given as the words that lead to it. */
  static List<String> below(String path) {
    return switch (path) {
      case "" ->
          List.of(
              "serve",
              "submit",
              "list",
              "stats",
              "why",
              "log",
              "wait",
              "stop",
              "cancel",
              "retry",
              "schedule",
              "queue",
              "hook",
              "admin",
              "help",
              "version");
      case "schedule" ->
          List.of("list", "show", "pause", "resume", "change", "executions", "explain");
      case "queue" -> List.of("list", "pause", "resume", "purge");
      case "hook" -> List.of("list", "redeliver", "test");
      case "admin" -> List.of("config", "types", "workers", "log-level", "completion");
      case "admin config" -> List.of("show", "check");
      default -> List.of();
    };
  }

  /** Each of them as the words that lead to it, the program itself first. */
  static List<String> paths() {
    List<String> paths = new ArrayList<>(List.of(""));
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      below(path).forEach(name -> paths.add(path.isEmpty() ? name : path + " " + name));
    }
    return paths;
  }

  /** The program as far as these words need it. */
  static CommandLine forWords(String[] args, Shell shell) {
    CommandLine program = new CommandLine(model("", shell));
    describe(program.getCommandSpec());
    CommandLine last = program;
    String path = "";
    int at = 0;
    while (at < args.length && below(path).contains(args[at]) && !args[at].equals("help")) {
      path = path.isEmpty() ? args[at] : path + " " + args[at];
      last = add(last, path, model(path, shell));
      at++;
    }
    for (String name : below(path)) {
      // What is still open is a mistake or a question for help: both need all the names.
      addAll(last, path.isEmpty() ? name : path + " " + name, rest -> model(rest, shell));
    }
    return finished(program);
  }

  /** The whole program. */
  static CommandLine all(Shell shell) {
    return all(path -> model(path, shell));
  }

  /** The whole program, of these models of its commands. */
  static CommandLine all(Function<String, CommandSpec> models) {
    CommandLine program = new CommandLine(models.apply(""));
    describe(program.getCommandSpec());
    below("").forEach(name -> addAll(program, name, models));
    return finished(program);
  }

  private static CommandLine finished(CommandLine program) {
    return program
        // "@file" belongs to --params, not to picocli.
        .setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }

  private static void addAll(
      CommandLine parent, String path, Function<String, CommandSpec> models) {
    CommandLine command = add(parent, path, models.apply(path));
    below(path).forEach(name -> addAll(command, path + " " + name, models));
  }

  private static CommandLine add(CommandLine parent, String path, CommandSpec model) {
    CommandLine command = new CommandLine(model);
    parent.addSubcommand(path.substring(path.lastIndexOf(' ') + 1), command);
    describe(command.getCommandSpec());
    return command;
  }

  /** The model of a command. */
  static CommandSpec model(String path, Shell shell) {
    return CommandModels.of(path, create(path, shell));
  }

  /** A command by itself; its annotations are not read. */
  static Object create(String path, Shell shell) {
    return switch (path) {
      case "" -> new ProgramCommand();
      case "serve" -> new ServeCommand(shell);
      case "submit" -> new SubmitCommand(shell);
      case "list" -> new ListCommand(shell);
      case "stats" -> new StatsCommand(shell);
      case "why" -> new WhyCommand(shell);
      case "log" -> new LogCommand(shell);
      case "wait" -> new WaitCommand(shell);
      case "stop" -> new StopCommand(shell);
      case "cancel" -> new CancelCommand(shell);
      case "retry" -> new RetryCommand(shell);
      case "schedule" -> new ScheduleCommand();
      case "schedule list" -> new ScheduleListCommand(shell);
      case "schedule show" -> new ScheduleShowCommand(shell);
      case "schedule pause" -> new SchedulePauseCommand(shell);
      case "schedule resume" -> new ScheduleResumeCommand(shell);
      case "schedule change" -> new ScheduleChangeCommand(shell);
      case "schedule executions" -> new ScheduleExecutionsCommand(shell);
      case "schedule explain" -> new ScheduleExplainCommand(shell);
      case "queue" -> new QueueCommand();
      case "queue list" -> new QueueListCommand(shell);
      case "queue pause" -> new QueuePauseCommand(shell);
      case "queue resume" -> new QueueResumeCommand(shell);
      case "queue purge" -> new QueuePurgeCommand(shell);
      case "hook" -> new HookCommand();
      case "hook list" -> new HookListCommand(shell);
      case "hook redeliver" -> new HookRedeliverCommand(shell);
      case "hook test" -> new HookTestCommand(shell);
      case "admin" -> new AdminCommand();
      case "admin config" -> new AdminConfigCommand();
      case "admin config show" -> new ConfigShowCommand(shell);
      case "admin config check" -> new ConfigCheckCommand(shell);
      case "admin types" -> new TypesCommand(shell);
      case "admin workers" -> new WorkersCommand(shell);
      case "admin log-level" -> new LogLevelCommand(shell);
      case "admin completion" -> new CompletionCommand(shell);
      case "help" -> new HelpCommand(shell);
      case "version" -> new VersionCommand(shell);
      default -> throw new IllegalArgumentException(path);
    };
  }

  private static void describe(CommandSpec spec) {
    spec.versionProvider(new Version());
    spec.usageMessage().sortOptions(false).sortSynopsis(false).abbreviateSynopsis(false);
    // A line between the parts, as there is one before the commands and the footer.
    spec.usageMessage().parameterListHeading("%n").optionListHeading("%n");
    if (spec.parent() == null) {
      Map<String, String> codes = new LinkedHashMap<>();
      for (ExitCode code : ExitCode.values()) {
        codes.put(Integer.toString(code.code()), code.meaning());
      }
      spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    } else if (!(spec.userObject() instanceof Group)) {
      CommonOptions.addTo(spec);
    }
  }
}
