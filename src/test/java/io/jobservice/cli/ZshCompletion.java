package io.jobservice.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completion of the Z shell. Picocli's own is its script for bash, which an autoloaded function
 * cannot be.
 */
final class ZshCompletion {

  private final StringBuilder script = new StringBuilder();

  String script() {
    line("#compdef jobservice");
    line("# Generated from the command line. See GeneratedFilesTest.");
    line("");
    line("_jobservice() {");
    line("  local context state state_descr line");
    line("  typeset -A opt_args");
    line("  local -a commands");
    line("  commands=(");
    for (CommandSpec command : CommandModel.commands()) {
      line("    " + quoted(command.name() + ":" + CommandModel.purpose(command)));
    }
    line("  )");
    arguments("  ", CommandModel.specs().get(0), List.of("'1: :->command'", "'*:: :->words'"));
    line("  case $state in");
    line("    command) _describe -t commands command commands ;;");
    line("    words)");
    line("      case $line[1] in");
    for (CommandSpec command : CommandModel.commands()) {
      line("        " + command.name() + ")");
      arguments("          ", command, positionals(command));
      line("          ;;");
    }
    line("      esac");
    line("      ;;");
    line("  esac");
    line("}");
    line("");
    line("_jobservice \"$@\"");
    return script.toString();
  }

  private void arguments(String indent, CommandSpec command, List<String> rest) {
    line(indent + "_arguments -C -s \\");
    List<String> words = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      words.addAll(option(option));
    }
    words.addAll(rest);
    line(indent + "  " + String.join(" \\\n" + indent + "  ", words));
  }

  private static List<String> option(OptionSpec option) {
    String text = "[" + escaped(CommandModel.description(option).get(0)) + "]" + value(option);
    List<String> words = new ArrayList<>();
    String others = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
    for (String name : option.names()) {
      boolean flag = option.arity().max() == 0;
      String form = name.startsWith("--") && !flag ? name + "=" : name;
      words.add(quoted(others + form + text));
    }
    return words;
  }

  private static String value(ArgSpec arg) {
    if (arg.arity().max() == 0) {
      return "";
    }
    List<String> candidates = CommandModel.candidates(arg);
    String action =
        candidates.isEmpty()
            ? (CommandModel.takesFile(arg) ? "_files" : " ")
            : "(" + String.join(" ", candidates) + ")";
    return ":" + escaped(arg.paramLabel()) + ":" + action;
  }

  private static List<String> positionals(CommandSpec command) {
    if (command.name().equals("help")) {
      return List.of("'1:command:{_describe -t commands command commands}'");
    }
    List<String> words = new ArrayList<>();
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String place = parameter.arity().max() > 1 ? "*" : "1";
      words.add(quoted(place + ":" + parameter.paramLabel() + ": "));
    }
    return words;
  }

  private static String escaped(String text) {
    return text.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}
