package io.jobservice.cli;

import io.jobservice.runtime.Daemon;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the daemon. */
@Command(
    name = "serve",
    description = "Run the service: a worker pool on Redis and the HTTP API.",
    footer = {
      "",
      "The first SIGTERM or SIGINT lets running jobs finish for shutdown_grace; a second one ends"
          + " at once."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin ConfigFileOptions config;

  @Option(
      names = "--check",
      description = "Check the configuration, report every mistake, and exit.")
  boolean check;

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (check) {
      return config.check(shell);
    }
    return Daemon.run(config.file(shell), shell.env(), Version.number(), shell.err());
  }
}
