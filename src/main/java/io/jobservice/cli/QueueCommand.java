package io.jobservice.cli;

import picocli.CommandLine.Command;

/** {@code queue}: what is done to the queues of job types. */
@Command(
    name = "queue",
    description = "Show queues, pause and resume them, or throw their jobs away.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n")
final class QueueCommand extends Group {}
