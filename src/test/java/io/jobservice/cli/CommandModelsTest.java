package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The generated model of a command is the one that its annotations say. */
class CommandModelsTest {

  /** What there is to know about an option or parameter; fields are told by its values' types. */
  private record Facts(List<Object> facts) {}

  static List<String> paths() {
    return Commands.paths();
  }

  private static CommandSpec generated(String path) {
    return Commands.model(path, CommandModel.shell());
  }

  @ParameterizedTest
  @MethodSource("paths")
  void itHasTheSameOptionsAndParameters(String path) {
    CommandSpec generated = generated(path);
    CommandSpec annotated = CommandModel.annotated(path);

    assertThat(generated.options().stream().map(CommandModelsTest::facts))
        .containsExactlyElementsOf(
            annotated.options().stream().map(CommandModelsTest::facts).toList());
    assertThat(generated.positionalParameters().stream().map(CommandModelsTest::facts))
        .containsExactlyElementsOf(
            annotated.positionalParameters().stream().map(CommandModelsTest::facts).toList());
    assertThat(generated.argGroups()).isEmpty();
    assertThat(annotated.argGroups()).isEmpty();
  }

  private static Facts facts(ArgSpec arg) {
    return new Facts(
        Stream.of(
                arg instanceof OptionSpec option
                    ? List.of(
                        List.of(option.names()),
                        option.usageHelp(),
                        option.versionHelp(),
                        option.negatable(),
                        Objects.toString(option.fallbackValue()))
                    : ((PositionalParamSpec) arg).index().toString(),
                List.of(arg.description()),
                arg.arity().max() == 0 ? "not shown" : arg.paramLabel(),
                arg.arity().toString(),
                arg.type(),
                List.of(arg.auxiliaryTypes()),
                arg.splitRegex(),
                classes(List.of(arg.converters())),
                CommandModel.candidates(arg),
                arg.required(),
                arg.hidden(),
                arg.inherited(),
                arg.interactive(),
                arg.hideParamSyntax(),
                arg.showDefaultValue(),
                Objects.toString(arg.defaultValue()),
                Objects.toString(arg.initialValue()))
            .map(Object.class::cast)
            .toList());
  }

  private static List<String> classes(List<?> objects) {
    return objects.stream().map(object -> object.getClass().getName()).toList();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void itHasTheSameHelp(String path) {
    assertThat(help(generated(path))).isEqualTo(help(CommandModel.annotated(path)));
    assertThat(generated(path).name()).isEqualTo(CommandModel.annotated(path).name());
  }

  private static String help(CommandSpec spec) {
    CommandSpec below = CommandSpec.create().name("below");
    spec.addSubcommand("below", below);
    return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void eachOptionAndParameterSetsItsField(String path) {
    for (ArgSpec arg : CommandModel.annotated(path).args()) {
      List<String> words = new ArrayList<>(requiredBeside(arg, path));
      words.addAll(words(arg));
      Map<String, Object> generated = fieldsAfter(generated(path), words);

      assertThat(generated)
          .as("%s %s", path, words)
          .isEqualTo(fieldsAfter(CommandModel.annotated(path), words));
      assertThat(changes(generated, fieldsOf(generated(path))))
          .as("%s %s", path, words)
          .contains(name(arg));
    }
  }

  /** A word for each parameter that must be there, unless it is this one. */
  private static List<String> requiredBeside(ArgSpec arg, String path) {
    return CommandModel.annotated(path).positionalParameters().stream()
        .filter(parameter -> arg.isOption() && parameter.required())
        .flatMap(parameter -> words(parameter).stream())
        .toList();
  }

  /** What gives an option or parameter another value than it has by itself; a list has two. */
  private static List<String> words(ArgSpec arg) {
    List<String> values = new ArrayList<>();
    if (arg.arity().max() > 0) {
      List<String> candidates = CommandModel.candidates(arg);
      Class<?> type = arg.auxiliaryTypes()[0];
      String value =
          !candidates.isEmpty()
              ? candidates.get(candidates.size() - 1)
              : type.equals(Duration.class) ? "90s" : "7";
      values.add(arg.splitRegex().isEmpty() ? value : value + arg.splitRegex() + value);
    }
    if (arg instanceof OptionSpec option) {
      values.add(0, option.longestName());
    }
    if (arg.isMultiValue()) {
      values.addAll(List.copyOf(values));
    }
    return values;
  }

  /** The fields of a command and its mixins, by name, after it has got these words. */
  private static Map<String, Object> fieldsAfter(CommandSpec spec, List<String> words) {
    new CommandLine(spec).setExpandAtFiles(false).parseArgs(words.toArray(new String[0]));
    return fieldsOf(spec);
  }

  private static List<String> changes(Map<String, Object> now, Map<String, Object> before) {
    return now.keySet().stream().filter(name -> !now.get(name).equals(before.get(name))).toList();
  }

  private static Map<String, Object> fieldsOf(CommandSpec spec) {
    Map<String, Object> values = new TreeMap<>();
    addFields("", spec.userObject(), spec, values);
    for (ArgSpec arg : spec.args()) {
      values.put(name(arg), Objects.toString(arg.<Object>getValue()));
    }
    return values;
  }

  private static void addFields(
      String prefix, Object owner, CommandSpec spec, Map<String, Object> values) {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        String name = prefix + field.getName();
        if (field.isAnnotationPresent(Mixin.class)) {
          addFields(name + ".", value(field, owner), spec, values);
        } else if (field.isAnnotationPresent(Spec.class)) {
          assertThat(value(field, owner)).as(name).isSameAs(spec);
        } else if (field.isAnnotationPresent(Option.class)
            || field.isAnnotationPresent(Parameters.class)) {
          values.put(name, Objects.toString(value(field, owner)));
        }
      }
    }
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static Object value(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
