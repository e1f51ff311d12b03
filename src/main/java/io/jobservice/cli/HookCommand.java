package io.jobservice.cli;

import picocli.CommandLine.Command;

/** {@code hook}: what is done about the delivery of status hooks. */
@Command(
    name = "hook",
    description =
        "Show status hooks that are not delivered, deliver them again, or try a receiver.",
    footer = {
      "",
      "A job that was submitted with --hook URL has an event for each change of its status and each"
          + " check-in. An event waits until its receiver has taken it; one that was tried for too"
          + " long is given up, and kept for some days."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n")
final class HookCommand extends Group {}
