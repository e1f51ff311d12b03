package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobOutcome;
import io.jobservice.client.JobServiceClient;
import io.jobservice.model.JobStatus;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code retry}: runs jobs again that were given up or cancelled. */
@Command(
    name = "retry",
    description = {
      "Run jobs again that failed for good or were cancelled.",
      "A job in any other state is a conflict."
    },
    footer = {
      "",
      ActionCommand.FILTERS,
      "",
      ActionCommand.FOOTER,
      "",
      "With --wait the result of the job is printed, and the exit code says how it ended this"
          + " time: 0 success, 5 failed, 6 stopped or cancelled, 124 not ended in time. Of several"
          + " jobs each result is one line of JSON, after the id and a space.",
      "",
      "Examples:",
      "  jobservice retry @last --wait",
      "  jobservice retry --name DEMO --status error --error timeout --yes"
    },
    mixinStandardHelpOptions = true)
final class RetryCommand extends ActionCommand {

  RetryCommand(Shell shell) {
    super(shell);
  }

  @Override
  Verb verb() {
    return new Verb("retry", "retried");
  }

  @Override
  Set<JobStatus> sensible() {
    return EnumSet.of(JobStatus.ERROR, JobStatus.CANCELLED);
  }

  /** A failed job that waits for its next attempt is tried again by itself. */
  @Override
  boolean suits(JsonNode job) {
    return JobOutcome.of(job).isPresent();
  }

  @Override
  void tell(JobServiceClient client, String id) throws ClientException {
    client.retry(id);
  }

  @Override
  void ended(JsonNode job, Ended how) throws CommandFailure, IOException {
    Results results = new Results(how.out(), how.json());
    if (how.alone()) {
      results.print(job);
    } else {
      results.printOf(how.id(), job);
    }
    Verdict.of(how.id(), job, how.connection());
  }
}
