package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.runtime.Daemon;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {"The configuration file.", "Default: JOBSERVICE_CONFIG, else ./config.yml."})
  private Path config;

  @Option(
      names = "--check",
      description = "Check the configuration, report every mistake, and exit.")
  private boolean check;

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    String variable = shell.env().getOrDefault("JOBSERVICE_CONFIG", "");
    Path usual = Path.of(variable.isBlank() ? "config.yml" : variable);
    return Daemon.run(
        shell.directory().resolve(config == null ? usual : config),
        check,
        shell.env(),
        Version.number(),
        new PrintStream(shell.out().bytes(), true, UTF_8),
        shell.err());
  }
}
