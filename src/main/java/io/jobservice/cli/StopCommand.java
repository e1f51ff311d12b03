package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobOutcome;
import io.jobservice.client.JobServiceClient;
import io.jobservice.model.JobStatus;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stop}: ends jobs for good. */
@Command(
    name = "stop",
    description = {"Stop jobs for good.", "A job that has ended already stays as it is."},
    footer = {
      "",
      "The stop of a periodic job ends it with all its executions, those that wait and those that run."
          + " The stop of one execution stops that one alone.",
      "",
      ActionCommand.FILTERS,
      "",
      ActionCommand.FOOTER,
      "",
      "Examples:",
      "  jobservice stop 5c1f6d6b @last",
      "  jobservice stop --cascade 5c1f6d6b",
      "  jobservice stop --name DEMO --since 2h --dry-run"
    },
    mixinStandardHelpOptions = true)
final class StopCommand extends ActionCommand {

  @Option(
      names = "--cascade",
      description = "Stop what the jobs have launched too, also where they have ended themselves.")
  boolean cascade;

  StopCommand(Shell shell) {
    super(shell);
  }

  @Override
  Verb verb() {
    return new Verb("stop", "stopped");
  }

  @Override
  Set<JobStatus> sensible() {
    return EnumSet.of(JobStatus.PENDING, JobStatus.SCHEDULED, JobStatus.RUNNING, JobStatus.ERROR);
  }

  /** A failed job waits for its next attempt, or has ended. */
  @Override
  boolean suits(JsonNode job) {
    return JobOutcome.of(job).isEmpty();
  }

  @Override
  void tell(JobServiceClient client, String id) throws ClientException {
    client.stop(id, cascade);
  }
}
