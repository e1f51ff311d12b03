package io.jobservice.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** The source of {@link CommandModels}, made from the annotations of the commands. */
final class CommandModelsSource {

  private static final String HOUSE = CommandModels.class.getPackageName() + ".";

  /** What picocli calls the mixin that has {@code --help} and {@code --version}. */
  private static final String STANDARD = "mixinStandardHelpOptions";

  private final Set<String> imports =
      new TreeSet<>(
          List.of(CommandSpec.class.getCanonicalName(), OptionSpec.class.getCanonicalName()));

  private final Map<String, String> mixins = new TreeMap<>();

  static String text() {
    return new CommandModelsSource().source();
  }

  private String source() {
    StringBuilder cases = new StringBuilder();
    StringBuilder methods = new StringBuilder();
    for (String path : Commands.paths()) {
      CommandSpec spec = CommandModel.annotated(path);
      String method = method(path);
      String type = name(spec.userObject().getClass());
      cases.append("      case %s -> %s((%s) command);\n".formatted(literal(path), method, type));
      methods.append(
          """

            private static CommandSpec %s(%s command) {
              CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(%s);
          %s%s    return spec;
            }
          """
              .formatted(
                  method, type, literal(spec.name()), usage(spec), members(spec, "command")));
    }
    mixins.values().forEach(methods::append);
    return """
        package io.jobservice.cli;

        %s
        /**
         * Builds the models of the commands as their annotations say, without reading those: for that the
         * JVM makes a class for each kind of them, at every start anew, which takes a third of the time of
         * a short command.
         *
         * <p>Generated from the annotations. See GeneratedFilesTest, which also says how to renew it. Where
         * it does not compile because a field is gone, first delete the statement that names the field.
         */
        final class CommandModels {

          private CommandModels() {}

          /** The model of a command, which is the one that these words lead to. */
          static CommandSpec of(String path, Object command) {
            return switch (path) {
        %s      default -> throw new IllegalArgumentException(path);
            };
          }
        %s}
        """
        .formatted(
            imports.stream().map("import %s;\n"::formatted).collect(Collectors.joining()),
            cases,
            methods);
  }

  private static String method(String path) {
    StringBuilder name = new StringBuilder();
    for (String word : (path.isEmpty() ? "program" : path).split("[ -]", -1)) {
      name.append(name.isEmpty() ? word : capital(word));
    }
    return name.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String usage(CommandSpec spec) {
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("description", literals(spec.usageMessage().description()));
    calls.put("footer", literals(spec.usageMessage().footer()));
    CommandSpec plain = CommandSpec.create();
    addIfOther(
        calls,
        "synopsisSubcommandLabel",
        spec.usageMessage().synopsisSubcommandLabel(),
        plain.usageMessage().synopsisSubcommandLabel());
    addIfOther(
        calls,
        "commandListHeading",
        spec.usageMessage().commandListHeading(),
        plain.usageMessage().commandListHeading());
    StringBuilder source = new StringBuilder("    spec.usageMessage()");
    calls.forEach(
        (call, value) -> {
          if (!value.isEmpty()) {
            source.append("\n        .%s(%s)".formatted(call, value));
          }
        });
    return source + ";\n";
  }

  private static void addIfOther(
      Map<String, String> calls, String call, String value, String preset) {
    if (!value.equals(preset)) {
      calls.put(call, literal(value));
    }
  }

  /**
   * The statements that give the fields of an object what they need, and the model its arguments.
   */
  private String members(CommandSpec spec, String owner) {
    StringBuilder source = new StringBuilder();
    for (Field field : specFields(spec, owner.equals("command"))) {
      source.append("    %s.%s = spec;\n".formatted(owner, field.getName()));
    }
    List<String> open = new ArrayList<>(spec.mixins().keySet());
    for (ArgSpec arg :
        Stream.concat(spec.options().stream(), spec.positionalParameters().stream()).toList()) {
      String mixin =
          spec.mixins().keySet().stream()
              .filter(name -> spec.mixins().get(name).args().contains(arg))
              .findFirst()
              .orElse("");
      if (mixin.isEmpty()) {
        source.append(argument(arg, owner));
      } else if (open.remove(mixin)) {
        source.append(mixin(mixin, spec.mixins().get(mixin), owner));
      }
    }
    open.forEach(mixin -> source.append(mixin(mixin, spec.mixins().get(mixin), owner)));
    return source.toString();
  }

  private static List<Field> specFields(CommandSpec spec, boolean command) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> type = spec.userObject().getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.isAnnotationPresent(Spec.class)) {
          Spec.Target target = field.getAnnotation(Spec.class).value();
          if (target != (command ? Spec.Target.SELF : Spec.Target.MIXEE)) {
            throw new IllegalStateException(field + " asks for a model that is not made");
          }
          fields.add(field);
        }
      }
    }
    return fields;
  }

  /** The statements that add a mixin; what it consists of is in a method of its own. */
  private String mixin(String field, CommandSpec mixin, String owner) {
    if (field.equals(STANDARD)) {
      mixins.putIfAbsent(
          "",
          """

            private static void addHelp(CommandSpec spec) {
          %s  }
          """
              .formatted(
                  mixin.options().stream()
                      .map(option -> "    spec.addOption(%s.build());\n".formatted(builder(option)))
                      .collect(Collectors.joining())));
      return "    addHelp(spec);\n";
    }
    String type = name(mixin.userObject().getClass());
    if (!mixins.containsKey(type)) {
      mixins.put(
          type,
          """

            private static void add(CommandSpec spec, %s mixin) {
          %s  }
          """
              .formatted(type, members(mixin, "mixin")));
    }
    return "    %1$s.%2$s = new %3$s();\n    add(spec, %1$s.%2$s);\n".formatted(owner, field, type);
  }

  private String argument(ArgSpec arg, String owner) {
    if (!(arg.userObject() instanceof Field field)) {
      throw new IllegalStateException(arg + " has no field");
    }
    imports.add((arg.isOption() ? OptionSpec.class : PositionalParamSpec.class).getCanonicalName());
    return """
            spec.%s(
                BoundField.%s(
                    %s,
                    () -> %s,
                    value -> %s = value));
        """
        .formatted(
            arg.isOption() ? "addOption" : "addPositional",
            arg.isOption() ? "option" : "parameter",
            builder(arg),
            owner + "." + field.getName(),
            owner + "." + field.getName());
  }

  private String builder(ArgSpec arg) {
    Map<String, String> calls = new LinkedHashMap<>();
    String start;
    if (arg instanceof OptionSpec option) {
      start = "OptionSpec.builder(" + literals(option.names()).replaceAll("\\s+", " ") + ")";
      addIf(option.usageHelp(), calls, "usageHelp", "true");
      addIf(option.versionHelp(), calls, "versionHelp", "true");
    } else {
      start = "PositionalParamSpec.builder()";
    }
    addIf(isOfPicocli(arg), calls, "initialValue", "false");
    calls.put("type", name(arg.type()) + ".class");
    addIf(
        arg.isMultiValue(),
        calls,
        "auxiliaryTypes",
        Stream.of(arg.auxiliaryTypes())
            .map(type -> name(type) + ".class")
            .collect(Collectors.joining(", ")));
    addIf(!arg.arity().isUnspecified(), calls, "arity", literal(arg.arity().toString()));
    addIf(arg.arity().max() > 0, calls, "paramLabel", literal(arg.paramLabel()));
    addIf(arg.required(), calls, "required", "true");
    addIf(!arg.splitRegex().isEmpty(), calls, "splitRegex", literal(arg.splitRegex()));
    addIf(arg.converters().length > 0, calls, "converters", made((Object[]) arg.converters()));
    if (arg.completionCandidates() != null
        && arg.completionCandidates().getClass().getName().startsWith(HOUSE)) {
      calls.put("completionCandidates", made(arg.completionCandidates()));
    }
    calls.put("description", literals(arg.description()));
    StringBuilder source = new StringBuilder(start);
    calls.forEach(
        (call, value) -> source.append("\n                .%s(%s)".formatted(call, value)));
    return source.toString();
  }

  private static boolean isOfPicocli(ArgSpec arg) {
    return arg instanceof OptionSpec option && (option.usageHelp() || option.versionHelp());
  }

  private static void addIf(boolean fact, Map<String, String> calls, String call, String value) {
    if (fact) {
      calls.put(call, value);
    }
  }

  private String made(Object... objects) {
    return Stream.of(objects)
        .map(object -> "new " + name(object.getClass()) + "()")
        .collect(Collectors.joining(", "));
  }

  /** A class as the source names it. */
  private String name(Class<?> type) {
    String name = type.getCanonicalName();
    if (name.startsWith(HOUSE)) {
      return name.substring(HOUSE.length());
    }
    if (!type.isPrimitive() && !type.getPackageName().equals("java.lang")) {
      imports.add(name);
    }
    return type.getSimpleName();
  }

  private static String literals(String[] values) {
    return Stream.of(values)
        .map(CommandModelsSource::literal)
        .collect(Collectors.joining(",\n            "));
  }

  private static String literal(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
