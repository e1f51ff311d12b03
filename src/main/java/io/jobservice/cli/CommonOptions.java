package io.jobservice.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of every command besides its help and version. */
final class CommonOptions {

  private static final String VERBOSE = "--verbose";

  private CommonOptions() {}

  /** Adds them to a command. */
  static void addTo(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-v", VERBOSE)
            .type(boolean.class)
            .description("Show the stack trace of an error.")
            .build());
  }

  /** Whether the command that was parsed, or the one below it, is to show stack traces. */
  static boolean verbose(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.matchedOptionValue(VERBOSE, false);
  }
}
