package io.jobservice.cli;

import io.jobservice.client.Json;
import io.jobservice.config.ConfigLoader;
import io.jobservice.config.Settings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code admin config show}: the configuration that a node would take. */
@Command(
    name = "show",
    description = "Show the configuration as a node takes it.",
    footer = {
      "",
      "That is the file, with the environment on top and the defaults filled in. What did not come"
          + " from a default has a comment with the line or the variable that gave it. Secrets are"
          + " masked.",
      "",
      "Examples:",
      "  jobservice admin config show",
      "  jobservice admin config show --changed -c /etc/jobservice/config.yml",
      "  jobservice admin config show -o json | jq .worker_pool"
    },
    mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin ConfigFileOptions config;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = ConfigFormat.Converter.class,
      completionCandidates = ConfigFormat.Words.class,
      description = "How to print: ${COMPLETION-CANDIDATES}. Default: yaml.")
  ConfigFormat format = ConfigFormat.YAML;

  @Option(names = "--changed", description = "Only what differs from the defaults.")
  boolean changed;

  ConfigShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Optional<ConfigLoader.Loaded> loaded = config.read(shell);
    if (loaded.isEmpty()) {
      return ExitCode.CONFIGURATION.code();
    }
    Settings all = loaded.get().settings();
    Settings shown = changed ? all.changed() : all;
    switch (format) {
      case YAML -> shell.out().text(shown.yaml());
      case JSON -> shell.out().line(new Json().write(shown.tree()));
    }
    shell.out().flush();
    return ExitCode.OK.code();
  }
}
