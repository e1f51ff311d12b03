package io.jobservice.cli;

import picocli.CommandLine.Option;

/** The options that say how a command speaks. */
final class ConsoleOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "Print results and errors alone: no headings, hints, summaries or progress.")
  boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = Coloring.Converter.class,
      completionCandidates = Coloring.Words.class,
      description = {
        "When to use colours: ${COMPLETION-CANDIDATES}.",
        "Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow."
      })
  Coloring coloring = Coloring.AUTO;

  @Option(names = "--no-color", description = "The same as --color never.")
  boolean noColor;

  Console console(Shell shell) {
    return new Console(shell, quiet, noColor ? Coloring.NEVER : coloring);
  }
}
