package io.jobservice.cli;

import picocli.CommandLine.Command;

/** {@code schedule}: what is done with periodic jobs. */
@Command(
    name = "schedule",
    description = "Show periodic jobs, pause, resume and change them, or explain a cron line.",
    footer = {
      "",
      "A periodic job is submitted with 'jobservice submit NAME --cron LINE', and ended with"
          + " 'jobservice stop ID'."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n")
final class ScheduleCommand extends Group {}
