package io.jobservice.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The whole command line as data, for whatever describes it. */
final class CommandModel {

  private CommandModel() {}

  static CommandLine program() {
    return Commands.all(CommandModel::annotated);
  }

  /** The model of a command, from its annotations. */
  static CommandSpec annotated(String path) {
    return CommandSpec.forAnnotatedObject(Commands.create(path, shell()));
  }

  /** Commands that are not run need no more than this. */
  static Shell shell() {
    return new Shell(
        Path.of(""),
        Map.of(),
        InputStream.nullInputStream(),
        new Output(OutputStream.nullOutputStream()),
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
        Terminal.of("", 0, () -> ZoneOffset.UTC),
        null,
        null,
        null);
  }

  /** The program and all its commands, each before those below it. */
  static List<CommandSpec> specs() {
    List<CommandSpec> specs = new ArrayList<>();
    add(program().getCommandSpec(), specs);
    return specs;
  }

  /** Whether the command that these words begin with has an option. */
  static boolean has(List<String> words, String option) {
    CommandLine command = program();
    for (String word : words) {
      CommandLine below = command.getSubcommands().get(word);
      if (below == null) {
        break;
      }
      command = below;
    }
    return command.getCommandSpec().optionsMap().containsKey(option);
  }

  private static void add(CommandSpec spec, List<CommandSpec> specs) {
    specs.add(spec);
    below(spec).forEach(command -> add(command, specs));
  }

  /** The commands right below a command. */
  static List<CommandSpec> below(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .toList();
  }

  /** The words that lead to a command, without the program. */
  static String path(CommandSpec spec) {
    return spec.parent() == null ? "" : (path(spec.parent()) + " " + spec.name()).strip();
  }

  /** Whether this is the command that explains others, whose names are its arguments. */
  static boolean explainsCommands(CommandSpec spec) {
    return path(spec).equals("help");
  }

  /** The options that people are told of. */
  static List<OptionSpec> options(CommandSpec spec) {
    return spec.options().stream().filter(option -> !option.hidden()).toList();
  }

  /** The parameters that people are told of, in their order. */
  static List<PositionalParamSpec> parameters(CommandSpec spec) {
    return spec.positionalParameters().stream().filter(parameter -> !parameter.hidden()).toList();
  }

  /** What a command is for, as one sentence without its full stop. */
  static String purpose(CommandSpec spec) {
    return spec.usageMessage().description()[0].replaceFirst("\\.$", "");
  }

  /** The description of an option or parameter, line by line. */
  static List<String> description(ArgSpec arg) {
    List<String> lines = new ArrayList<>();
    for (String line : arg.description()) {
      lines.add(line.replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates(arg))));
    }
    return lines;
  }

  /** The values that an option or parameter can have, if they can be listed. */
  static List<String> candidates(ArgSpec arg) {
    List<String> values = new ArrayList<>();
    if (arg.completionCandidates() != null) {
      arg.completionCandidates().forEach(values::add);
    }
    return values;
  }

  /** What the value of an option or parameter can be. */
  static Value value(ArgSpec arg) {
    boolean list = arg.splitRegex().equals(",");
    if (arg.arity().max() == 0) {
      return new Value(Value.Kind.NONE, false, List.of());
    }
    if (arg.completionCandidates() instanceof LiveValues live) {
      return new Value(Value.Kind.LIVE, list, List.of(live.word()));
    }
    if (!candidates(arg).isEmpty()) {
      return new Value(Value.Kind.WORDS, list, candidates(arg));
    }
    // Where standard input does as well, a file is given as text.
    boolean file =
        arg.auxiliaryTypes()[0].equals(Path.class) || arg.paramLabel().startsWith("FILE");
    return new Value(file ? Value.Kind.FILES : Value.Kind.TEXT, list, List.of());
  }

  /**
   * What the value of an option or parameter can be.
   *
   * @param kind where it comes from
   * @param list whether it is several, separated by commas
   * @param words the values, or the name of the live ones
   */
  record Value(Kind kind, boolean list, List<String> words) {

    /** Where a value comes from. */
    enum Kind {
      /** There is none. */
      NONE,
      /** Anything. */
      TEXT,
      /** One of a few words. */
      WORDS,
      /** The path of a file. */
      FILES,
      /** Something that the service knows. */
      LIVE
    }
  }
}
