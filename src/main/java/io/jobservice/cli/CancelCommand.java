package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobOutcome;
import io.jobservice.client.JobServiceClient;
import io.jobservice.model.JobStatus;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code cancel}: ends the run of jobs, which stay ready for {@code retry}. */
@Command(
    name = "cancel",
    description = {
      "Cancel jobs: end their run, but keep them for 'retry'.",
      "A job that has ended already is a conflict."
    },
    footer = {
      "",
      "The cancel of a periodic job ends it, and cancels its executions, which can be retried one by"
          + " one; the periodic job itself cannot.",
      "",
      ActionCommand.FILTERS,
      "",
      ActionCommand.FOOTER,
      "",
      "Examples:",
      "  jobservice cancel 5c1f6d6b @last",
      "  jobservice cancel --name DEMO --since 2h --dry-run"
    },
    mixinStandardHelpOptions = true)
final class CancelCommand extends ActionCommand {

  CancelCommand(Shell shell) {
    super(shell);
  }

  @Override
  Verb verb() {
    return new Verb("cancel", "cancelled");
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
    client.cancel(id);
  }
}
