package io.jobservice.registry;

import io.jobservice.jobs.CommandHost;
import io.jobservice.jobs.CommandJob;
import io.jobservice.model.CommandDefinition;
import java.util.List;

/**
 * The job types that are programs, as the configuration defines them.
 *
 * @param types the types; the names differ
 */
public record CommandJobs(List<JobType> types) {

  /** What messages call the place that they come from. */
  public static final String SOURCE = "the configuration";

  /** Copies the types. */
  public CommandJobs {
    types = List.copyOf(types);
  }

  /** No programs. */
  public static CommandJobs none() {
    return new CommandJobs(List.of());
  }

  /**
   * The programs of a configuration.
   *
   * @param definitions what it says
   * @param host what they are run with
   */
  public static CommandJobs of(List<CommandDefinition> definitions, CommandHost host) {
    return new CommandJobs(
        definitions.stream()
            .map(
                definition ->
                    JobType.of(definition, SOURCE, () -> new CommandJob(definition, host)))
            .toList());
  }
}
