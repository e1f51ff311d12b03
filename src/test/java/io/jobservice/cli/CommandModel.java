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

/** The whole command line as data, for whatever describes it. */
final class CommandModel {

  private CommandModel() {}

  static CommandLine program() {
    return Commands.all(
        new Shell(
            Path.of(""),
            Map.of(),
            InputStream.nullInputStream(),
            new Output(OutputStream.nullOutputStream()),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            Terminal.of("", 0, () -> ZoneOffset.UTC),
            null,
            null));
  }

  /** The program and all its commands. */
  static List<CommandSpec> specs() {
    CommandLine program = program();
    List<CommandSpec> specs = new ArrayList<>();
    specs.add(program.getCommandSpec());
    program.getSubcommands().values().forEach(c -> specs.add(c.getCommandSpec()));
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

  /** The commands below the program. */
  static List<CommandSpec> commands() {
    return specs().subList(1, specs().size());
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

  static boolean takesFile(ArgSpec arg) {
    return Path.class.equals(arg.type());
  }
}
