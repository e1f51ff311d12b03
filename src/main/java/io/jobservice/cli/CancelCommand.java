package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import picocli.CommandLine.Command;

/** {@code cancel}: ends the run of jobs, which stay ready for {@code retry}. */
@Command(
    name = "cancel",
    description = {
      "Cancel jobs: end their run, but keep them for 'retry'.",
      "A job that has ended already is a conflict."
    },
    footer = {"", ActionCommand.FOOTER},
    mixinStandardHelpOptions = true)
final class CancelCommand extends ActionCommand {

  CancelCommand(Shell shell) {
    super(shell);
  }

  @Override
  void tell(JobServiceClient client, String id) throws ClientException {
    client.cancel(id);
  }
}
