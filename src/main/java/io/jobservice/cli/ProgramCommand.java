package io.jobservice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command, which is a mistake that its help answers. */
@Command(
    name = "jobservice",
    description = "Runs background jobs on Redis, and talks to the service that does.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n")
final class ProgramCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
