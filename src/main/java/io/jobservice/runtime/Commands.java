package io.jobservice.runtime;

import io.jobservice.config.Config;
import io.jobservice.config.SecretTexts;
import io.jobservice.jobs.CleanEnvironment;
import io.jobservice.jobs.CommandHost;
import io.jobservice.model.CommandDefinition;
import io.jobservice.registry.CommandJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * The programs of a configuration, with the threads that read what they say. Closed when no job
 * runs any more.
 */
final class Commands implements AutoCloseable {

  private static final String RUNS = "runs";

  private final ExecutorService threads;
  private final Optional<CommandHost> host;
  private final CommandJobs jobs;

  private Commands(ExecutorService threads, Optional<CommandHost> host, CommandJobs jobs) {
    this.threads = threads;
    this.host = host;
    this.jobs = jobs;
  }

  /**
   * Makes ready to run them.
   *
   * @param secret what no program may see, beside the secrets of the configuration
   * @throws StartException if they cannot be run by this process
   */
  static Commands open(Config config, String secret) throws StartException {
    List<CommandDefinition> definitions = config.jobs().commands();
    // Threads go when they have nothing to do: none is there before the first program.
    ExecutorService threads = ApiThreads.unbounded("command");
    if (definitions.isEmpty()) {
      return new Commands(threads, Optional.empty(), CommandJobs.none());
    }
    for (CommandDefinition definition : definitions) {
      if (definition.user().isPresent() && !isRoot()) {
        throw StartException.misconfigured(
            "commands: %s runs as the user %s, which only a service that runs as root can do"
                .formatted(definition.name(), definition.user().get()),
            null);
      }
    }
    Set<String> secrets = new HashSet<>(SecretTexts.of(config));
    secrets.addAll(SecretTexts.of(secret));
    try {
      CommandHost host =
          CommandHost.open(
              threads,
              new CleanEnvironment(secrets),
              System.getenv(),
              config.dataDir().resolve(RUNS));
      return new Commands(threads, Optional.of(host), CommandJobs.of(definitions, host));
    } catch (IOException e) {
      throw new StartException(
          "the folder " + config.dataDir().resolve(RUNS) + " cannot be used: " + e, false, e);
    }
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  CommandJobs jobs() {
    return jobs;
  }

  @Override
  public void close() {
    host.ifPresent(CommandHost::close);
    threads.shutdownNow();
  }
}
