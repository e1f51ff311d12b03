package io.jobservice.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completion of the Z shell: a function for each command, in the words of {@code _arguments}.
 * Picocli's own is its script for bash, which an autoloaded function cannot be.
 */
final class ZshCompletion {

  private final StringBuilder names = new StringBuilder();
  private final StringBuilder functions = new StringBuilder();

  String script() {
    for (CommandSpec command : CommandModel.specs()) {
      if (CommandModel.below(command).isEmpty()) {
        leaf(command);
      } else {
        names(command);
        group(command);
      }
    }
    return Template.named("_jobservice")
        .with("NAMES", names)
        // Without the empty line after the last function.
        .with("COMMANDS", functions.substring(0, functions.length() - 1))
        .text();
  }

  private void names(CommandSpec group) {
    names.append("    '").append(CommandModel.path(group)).append("')\n      reply=(\n");
    for (CommandSpec command : CommandModel.below(group)) {
      String line = quoted(command.name() + ":" + CommandModel.purpose(command));
      names.append("        ").append(line).append('\n');
    }
    names.append("      )\n      ;;\n");
  }

  private void group(CommandSpec group) {
    line(function(group) + "() {");
    line("  local curcontext=$curcontext context state state_descr line ret=1");
    line("  local -A opt_args");
    line("  local -a reply");
    arguments(group, "-C ", List.of("'1: :->command'", "'*:: :->words'"), " && ret=0");
    line("  case $state in");
    line("    command)");
    line("      _jobservice_names '" + CommandModel.path(group) + "'");
    line("      _describe -t commands command reply && ret=0");
    line("      ;;");
    line("    words)");
    line("      case $line[1] in");
    for (CommandSpec command : CommandModel.below(group)) {
      line("        " + command.name() + ") " + function(command) + " && ret=0 ;;");
    }
    line("      esac");
    line("      ;;");
    line("  esac");
    line("  return ret");
    line("}");
    line("");
  }

  private void leaf(CommandSpec command) {
    line(function(command) + "() {");
    arguments(command, "", parameters(command), "");
    line("}");
    line("");
  }

  /** The name of the function that completes a command. */
  static String function(CommandSpec command) {
    String path = CommandModel.path(command);
    return "_jobservice_" + (path.isEmpty() ? "program" : path.replace(' ', '_'));
  }

  private void arguments(CommandSpec command, String mode, List<String> rest, String then) {
    line("  _arguments " + mode + "-s -S \\");
    List<String> words = new ArrayList<>();
    for (OptionSpec option : CommandModel.options(command)) {
      words.addAll(option(option));
    }
    words.addAll(rest);
    line("    " + String.join(" \\\n    ", words) + then);
  }

  private static List<String> option(OptionSpec option) {
    boolean flag = option.arity().max() == 0;
    boolean optional = option.arity().min() == 0;
    String text = "[" + escaped(CommandModel.description(option).get(0)) + "]";
    String value = flag ? "" : (optional ? ":" : "") + value(option);
    String others = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
    List<String> words = new ArrayList<>();
    for (String name : option.names()) {
      words.add(quoted(others + name + joint(name, option) + text + value));
    }
    return words;
  }

  /** How the value comes after the name: not at all, after an equals sign, in the next word. */
  private static String joint(String name, OptionSpec option) {
    boolean isLong = name.startsWith("--");
    if (option.arity().max() == 0) {
      return "";
    } else if (option.arity().min() == 0) {
      return isLong ? "=-" : "-";
    }
    return isLong ? "=" : "+";
  }

  private static List<String> parameters(CommandSpec command) {
    if (CommandModel.explainsCommands(command)) {
      return List.of("'*:COMMAND:_jobservice_explained'");
    }
    List<String> words = new ArrayList<>();
    int place = 1;
    for (PositionalParamSpec parameter : CommandModel.parameters(command)) {
      boolean optional = parameter.arity().min() == 0;
      String which = parameter.arity().max() > 1 ? "*" : place++ + (optional ? ":" : "");
      words.add(quoted(which + value(parameter)));
    }
    return words;
  }

  private static String value(ArgSpec arg) {
    String label = escaped(arg.paramLabel());
    CommandModel.Value value = CommandModel.value(arg);
    String words = String.join(" ", value.words());
    String action =
        switch (value.kind()) {
          case NONE, TEXT -> " ";
          case FILES -> "_files";
          case WORDS -> value.list() ? "_values -s , " + label + " " + words : "(" + words + ")";
          case LIVE -> (value.list() ? "_sequence " : "") + "_jobservice_" + words;
        };
    return ":" + label + ":" + action;
  }

  private static String escaped(String text) {
    return text.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private void line(String text) {
    functions.append(text).append('\n');
  }
}
