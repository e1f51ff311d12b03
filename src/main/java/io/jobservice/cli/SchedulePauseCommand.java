package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import picocli.CommandLine.Command;

/** {@code schedule pause}. */
@Command(
    name = "pause",
    description = "Pause periodic jobs: none of their executions is made, running ones go on.",
    footer = {
      "",
      "What would have been due meanwhile is not made up for. One that is paused stays as it is.",
      "",
      "Examples:",
      "  jobservice schedule pause 5c1f6d6b",
      "  jobservice schedule list -o id | jobservice schedule pause -"
    },
    mixinStandardHelpOptions = true)
final class SchedulePauseCommand extends ScheduleAction {

  SchedulePauseCommand(Shell shell) {
    super(shell);
  }

  @Override
  void act(String id, JobServiceClient client) throws ClientException {
    client.pausePolicy(id, true);
  }

  @Override
  String done() {
    return "paused";
  }
}
