package io.jobservice.cli;

import picocli.CommandLine.Command;

/** {@code admin}: what those who run the service ask for. */
@Command(
    name = "admin",
    description = "Look after the service: its configuration, job types, workers, log, completion.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n")
final class AdminCommand extends Group {}
