package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import picocli.CommandLine.Command;

/** {@code queue resume}. */
@Command(
    name = "resume",
    description = "Resume paused queues.",
    footer = {
      "",
      "A queue that is not paused stays as it is.",
      "",
      "Examples:",
      "  jobservice queue resume DEMO"
    },
    mixinStandardHelpOptions = true)
final class QueueResumeCommand extends QueueAction {

  QueueResumeCommand(Shell shell) {
    super(shell);
  }

  @Override
  void act(String type, JobServiceClient client, Shell shell, Console console)
      throws ClientException {
    client.pause(type, false);
  }
}
