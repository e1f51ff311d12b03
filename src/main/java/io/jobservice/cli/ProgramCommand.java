package io.jobservice.cli;

import picocli.CommandLine.Command;

/** The program without a command. */
@Command(
    name = "jobservice",
    description = "Runs background jobs on Redis, and talks to the service that does.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n")
final class ProgramCommand extends Group {}
