package io.jobservice.cli;

import picocli.CommandLine.Command;

/** {@code admin config}: the configuration as a node would take it. */
@Command(
    name = "config",
    description = "Show or check a configuration file.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    commandListHeading = "%nCommands:%n")
final class AdminConfigCommand extends Group {}
