package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command built from the table is the one that its annotations say. */
class CommandTableTest {

  /** What there is to know about an option or parameter; fields are told by its values' types. */
  private record Facts(List<Object> facts) {}

  static List<String> paths() {
    return Commands.paths();
  }

  private static CommandSpec annotated(String path) {
    return CommandSpec.forAnnotatedObject(Commands.create(path, CommandModel.shell()));
  }

  private static CommandSpec read(String path) {
    return Commands.model(path, CommandModel.shell());
  }

  @ParameterizedTest
  @MethodSource("paths")
  void itHasTheSameOptionsAndParameters(String path) {
    CommandSpec read = read(path);
    CommandSpec annotated = annotated(path);

    assertThat(read.options().stream().map(CommandTableTest::facts))
        .containsExactlyElementsOf(
            annotated.options().stream().map(CommandTableTest::facts).toList());
    assertThat(read.positionalParameters().stream().map(CommandTableTest::facts))
        .containsExactlyElementsOf(
            annotated.positionalParameters().stream().map(CommandTableTest::facts).toList());
    assertThat(read.argGroups()).isEmpty();
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
    assertThat(help(read(path))).isEqualTo(help(annotated(path)));
    assertThat(read(path).name()).isEqualTo(annotated(path).name());
  }

  private static String help(CommandSpec spec) {
    CommandSpec below = CommandSpec.create().name("below");
    spec.addSubcommand("below", below);
    return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }
}
