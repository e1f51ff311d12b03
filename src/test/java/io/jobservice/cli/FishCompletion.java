package io.jobservice.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion of the fish shell: a line for each option, parameter and group of commands. */
final class FishCompletion {

  private final StringBuilder names = new StringBuilder();
  private final StringBuilder takes = new StringBuilder();
  private final StringBuilder lines = new StringBuilder();

  String script() {
    CommandModel.specs().forEach(this::command);
    return Template.named("jobservice.fish")
        .with("NAMES", names)
        .with("TAKES", takes)
        .with("COMMANDS", lines)
        .text();
  }

  private void command(CommandSpec command) {
    String path = CommandModel.path(command);
    if (!CommandModel.below(command).isEmpty()) {
      names(command, path);
      line(at(path, 0), " -a " + quoted("(__jobservice_names " + inner(path) + ")"));
    }
    takes(command, path);
    for (OptionSpec option : CommandModel.options(command)) {
      option(option, path);
    }
    parameters(command, path);
  }

  private void names(CommandSpec group, String path) {
    names.append("        case '").append(path).append("'\n            printf '%s\\t%s\\n' \\\n");
    List<String> pairs = new ArrayList<>();
    for (CommandSpec command : CommandModel.below(group)) {
      pairs.add("                " + command.name() + " " + quoted(CommandModel.purpose(command)));
    }
    names.append(String.join(" \\\n", pairs)).append('\n');
  }

  private void takes(CommandSpec command, String path) {
    StringBuilder options = new StringBuilder();
    for (OptionSpec option : CommandModel.options(command)) {
      if (option.arity().min() > 0) {
        for (String name : option.names()) {
          options.append(' ').append(quoted(path + " " + name));
        }
      }
    }
    if (!options.isEmpty()) {
      takes.append("        case").append(options).append("\n            return 0\n");
    }
  }

  private void option(OptionSpec option, String path) {
    StringBuilder words = new StringBuilder();
    for (String name : option.names()) {
      words.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      words.append(option.arity().min() > 0 ? " -r" : "").append(value(option));
    }
    line(at(path), words + " -d " + quoted(CommandModel.description(option).get(0)));
  }

  private void parameters(CommandSpec command, String path) {
    if (CommandModel.explainsCommands(command)) {
      line(at(path), " -a '(__jobservice_explained)'");
      return;
    }
    int place = 0;
    for (PositionalParamSpec parameter : CommandModel.parameters(command)) {
      CommandModel.Value value = CommandModel.value(parameter);
      if (value.kind() != CommandModel.Value.Kind.TEXT) {
        line(parameter.arity().max() > 1 ? at(path) : at(path, place), value(parameter));
      }
      place++;
    }
  }

  private static String value(ArgSpec arg) {
    CommandModel.Value value = CommandModel.value(arg);
    String words = String.join(" ", value.words());
    String list = value.list() ? "__jobservice_list " : "";
    return switch (value.kind()) {
      case NONE -> "";
      case TEXT -> " -f";
      case FILES -> " -F";
      case WORDS -> " -f -a " + quoted(value.list() ? "(" + list + words + ")" : words);
      case LIVE ->
          " -f -k -a "
              + quoted(
                  value.list()
                      ? "(" + list + "(__jobservice_live " + words + "))"
                      : "(__jobservice_live " + words + ")");
    };
  }

  private static String at(String path) {
    return quoted("__jobservice_at " + inner(path));
  }

  private static String at(String path, int most) {
    return quoted("__jobservice_at " + inner(path) + " " + most);
  }

  /** For a place that is within single quotes. */
  private static String inner(String path) {
    return "\"" + path + "\"";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void line(String condition, String rest) {
    lines.append("complete -c jobservice -n ").append(condition).append(rest).append('\n');
  }
}
