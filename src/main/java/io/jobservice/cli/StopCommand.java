package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import picocli.CommandLine.Command;

/** {@code stop}: ends jobs for good. */
@Command(
    name = "stop",
    description = {"Stop jobs for good.", "A job that has ended already stays as it is."},
    footer = {"", ActionCommand.FOOTER},
    mixinStandardHelpOptions = true)
final class StopCommand extends ActionCommand {

  StopCommand(Shell shell) {
    super(shell);
  }

  @Override
  void tell(JobServiceClient client, String id) throws ClientException {
    client.stop(id);
  }
}
