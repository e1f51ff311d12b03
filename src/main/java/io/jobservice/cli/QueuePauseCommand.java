package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import picocli.CommandLine.Command;

/** {@code queue pause}. */
@Command(
    name = "pause",
    description = "Pause queues: their jobs wait, running ones go on.",
    footer = {
      "",
      "What is submitted meanwhile waits as well, until the queue is resumed, on whatever node.",
      "",
      "Examples:",
      "  jobservice queue pause DEMO"
    },
    mixinStandardHelpOptions = true)
final class QueuePauseCommand extends QueueAction {

  QueuePauseCommand(Shell shell) {
    super(shell);
  }

  @Override
  void act(String type, JobServiceClient client, Shell shell, Console console)
      throws ClientException {
    client.pause(type, true);
  }
}
