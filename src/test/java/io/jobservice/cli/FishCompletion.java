package io.jobservice.cli;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of the fish shell. */
final class FishCompletion {

  private final StringBuilder script = new StringBuilder();

  String script() {
    line("# Generated from the command line. See GeneratedFilesTest.");
    line("complete -c jobservice -f");
    options(CommandModel.specs().get(0), "__fish_use_subcommand");
    for (CommandSpec command : CommandModel.commands()) {
      line(
          "complete -c jobservice -n __fish_use_subcommand -a "
              + command.name()
              + " -d "
              + quoted(CommandModel.purpose(command)));
    }
    for (CommandSpec command : CommandModel.commands()) {
      String condition = quoted("__fish_seen_subcommand_from " + command.name());
      options(command, condition);
      if (command.name().equals("help")) {
        String names =
            String.join(" ", CommandModel.commands().stream().map(CommandSpec::name).toList());
        line("complete -c jobservice -n " + condition + " -a " + quoted(names));
      }
    }
    return script.toString();
  }

  private void options(CommandSpec command, String condition) {
    for (OptionSpec option : command.options()) {
      StringBuilder words = new StringBuilder("complete -c jobservice -n " + condition);
      for (String name : option.names()) {
        words.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
      }
      words.append(value(option));
      line(words + " -d " + quoted(CommandModel.description(option).get(0)));
    }
  }

  private static String value(ArgSpec arg) {
    List<String> candidates = CommandModel.candidates(arg);
    if (arg.arity().max() == 0) {
      return "";
    }
    if (!candidates.isEmpty()) {
      return " -x -a " + quoted(String.join(" ", candidates));
    }
    return CommandModel.takesFile(arg) ? " -r -F" : " -x";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}
