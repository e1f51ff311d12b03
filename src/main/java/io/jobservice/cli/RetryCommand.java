package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import java.io.IOException;
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
      ActionCommand.FOOTER,
      "",
      "With --wait the result of the job is printed, and the exit code says how it ended this"
          + " time: 0 success, 5 failed, 6 stopped or cancelled, 124 not ended in time. Of several"
          + " jobs each result is one line of JSON, after the id and a space."
    },
    mixinStandardHelpOptions = true)
final class RetryCommand extends ActionCommand {

  RetryCommand(Shell shell) {
    super(shell);
  }

  @Override
  void tell(JobServiceClient client, String id) throws ClientException {
    client.retry(id);
  }

  @Override
  void ended(JsonNode job, Ended how) throws CommandFailure, IOException {
    if (how.alone()) {
      how.printer().printResult(job);
    } else {
      how.printer().printResultOf(how.id(), job);
    }
    Verdict.of(how.id(), job, how.connection());
  }
}
