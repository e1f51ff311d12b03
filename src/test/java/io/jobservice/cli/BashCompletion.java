package io.jobservice.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completion of bash: a table of the commands within a script that looks things up in it. Not
 * picocli's, which knows no live values and none after {@code --option=}.
 */
final class BashCompletion {

  private final StringBuilder model = new StringBuilder();

  String script() {
    CommandModel.specs().forEach(this::command);
    return Template.named("jobservice.bash").with("MODEL", model).text();
  }

  private void command(CommandSpec command) {
    line("    '" + CommandModel.path(command) + "')");
    List<String> below = CommandModel.below(command).stream().map(CommandSpec::name).toList();
    if (!below.isEmpty()) {
      line("      commands='" + String.join(" ", below) + "'");
    }
    List<String> names = new ArrayList<>();
    Map<String, List<String>> namesByKind = new LinkedHashMap<>();
    for (OptionSpec option : CommandModel.options(command)) {
      names.addAll(List.of(option.names()));
      if (option.arity().max() > 0) {
        String kind = (option.arity().min() == 0 ? "?" : "") + kind(option);
        namesByKind.computeIfAbsent(kind, k -> new ArrayList<>()).addAll(List.of(option.names()));
      }
    }
    line("      options='" + String.join(" ", names) + "'");
    arguments(command);
    if (!namesByKind.isEmpty()) {
      line("      case $2 in");
      namesByKind.forEach(
          (kind, options) ->
              line("        " + String.join(" | ", options) + ") kind='" + kind + "' ;;"));
      line("      esac");
    }
    line("      ;;");
  }

  private void arguments(CommandSpec command) {
    List<String> kinds = new ArrayList<>();
    boolean open = false;
    for (PositionalParamSpec parameter : CommandModel.parameters(command)) {
      kinds.add("'" + kind(parameter) + "'");
      open = parameter.arity().max() > 1;
    }
    if (!kinds.isEmpty() && !CommandModel.explainsCommands(command)) {
      line("      arguments=(" + String.join(" ", kinds) + (open ? ")" : " text)"));
    }
  }

  private static String kind(ArgSpec arg) {
    CommandModel.Value value = CommandModel.value(arg);
    String comma = value.list() ? "," : "";
    return switch (value.kind()) {
      case NONE -> "";
      case TEXT -> "text";
      case FILES -> "files";
      case WORDS -> "words" + comma + " " + String.join(" ", value.words());
      case LIVE -> "live" + comma + " " + value.words().get(0);
    };
  }

  private void line(String text) {
    model.append(text).append('\n');
  }
}
