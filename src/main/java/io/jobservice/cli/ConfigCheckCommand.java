package io.jobservice.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code admin config check}: whether a node would start with a file. */
@Command(
    name = "check",
    description = "Check the configuration of a node, and report every mistake.",
    footer = {
      "",
      "The environment counts, as it does for a node. Nothing is started, and Redis is not asked."
    },
    mixinStandardHelpOptions = true)
final class ConfigCheckCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin ConfigFileOptions config;

  ConfigCheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    return config.check(shell);
  }
}
