package io.jobservice.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** The source of {@link CommandTable}, made from the annotations of the commands. */
final class CommandTableSource {

  private static final String INDENT = "          ";

  private final StringBuilder lines = new StringBuilder();

  static String text() {
    StringBuilder source =
        new StringBuilder(
            """
            package io.jobservice.cli;

            /** Generated from the annotations of the commands. See GeneratedFilesTest. */
            final class CommandTable {

              private CommandTable() {}

              /** What a command is, for {@link CommandReader}. */
              static String of(String path) {
                return switch (path) {
            """);
    for (String path : Commands.paths()) {
      CommandTableSource table = new CommandTableSource();
      table.add(CommandSpec.forAnnotatedObject(Commands.create(path, CommandModel.shell())));
      source.append("      case \"" + path + "\" ->\n" + INDENT + "\"\"\"\n");
      for (String line : table.lines.toString().split("\n", -1)) {
        source.append(line.isEmpty() ? "" : INDENT + javaText(line)).append('\n');
      }
      source.setLength(source.length() - 1);
      source.append(INDENT + "\"\"\";\n");
    }
    source.append(
        """
              default -> throw new IllegalArgumentException(path);
            };
          }
        }
        """);
    return source.toString();
  }

  private static String javaText(String line) {
    return line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\"");
  }

  private void add(CommandSpec spec) {
    Map<String, Object> owners = new LinkedHashMap<>();
    owners.put("", spec.userObject());
    line("command", spec.name());
    lines("description", spec.usageMessage().description());
    lines("footer", spec.usageMessage().footer());
    if (!spec.usageMessage().commandListHeading().equals("Commands:%n")) {
      line("below", spec.usageMessage().synopsisSubcommandLabel());
      line("below-heading", spec.usageMessage().commandListHeading());
    }
    addMembers("", spec.userObject(), owners);
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        lines.append('\n');
        lines("option", option.names());
        addArgument(option, owners);
      }
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      lines.append('\n');
      line("parameter", "");
      addArgument(parameter, owners);
    }
  }

  private void addMembers(String prefix, Object owner, Map<String, Object> owners) {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.isAnnotationPresent(Mixin.class)) {
          line("mixin", prefix + field.getName());
          Object mixin = value(field, owner);
          owners.put(prefix + field.getName(), mixin);
          addMembers(prefix + field.getName() + ".", mixin, owners);
        } else if (field.isAnnotationPresent(Spec.class)) {
          line("spec", prefix + field.getName());
        }
      }
    }
  }

  private static Object value(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addArgument(ArgSpec arg, Map<String, Object> owners) {
    lines("description", arg.description());
    if (!arg.arity().isUnspecified()) {
      line("arity", arg.arity().toString());
    }
    if (arg.arity().max() > 0) {
      line("label", arg.paramLabel());
    }
    if (arg.required()) {
      line("required", "");
    }
    if (!arg.splitRegex().isEmpty()) {
      line("split", arg.splitRegex());
    }
    for (Object converter : arg.converters()) {
      line("converter", converter.getClass().getName());
    }
    if (arg.completionCandidates() != null
        && arg.completionCandidates().getClass().getName().startsWith("io.jobservice")) {
      line("candidates", arg.completionCandidates().getClass().getName());
    }
    if (arg.userObject() instanceof Field field) {
      List<String> paths = new ArrayList<>();
      owners.forEach(
          (path, owner) -> {
            if (field.getDeclaringClass().isInstance(owner)) {
              paths.add(path.isEmpty() ? field.getName() : path + "." + field.getName());
            }
          });
      if (paths.size() != 1) {
        throw new IllegalStateException(field + " is not in one place but in " + paths);
      }
      line("field", paths.get(0));
      if (arg.isMultiValue() && !arg.auxiliaryTypes()[0].equals(String.class)) {
        line("of", arg.auxiliaryTypes()[0].getName());
      }
    }
  }

  private void lines(String name, String[] values) {
    for (String value : values) {
      line(name, value);
    }
  }

  private void line(String name, String value) {
    String text = value.replace("\\", "\\\\").replace("\n", "\\n").replaceFirst(" $", "\\\\s");
    lines.append(name).append(text.isEmpty() ? "" : " ").append(text).append('\n');
  }
}
