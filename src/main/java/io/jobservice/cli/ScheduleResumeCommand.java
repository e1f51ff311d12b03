package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import picocli.CommandLine.Command;

/** {@code schedule resume}. */
@Command(
    name = "resume",
    description = "Resume paused periodic jobs.",
    footer = {
      "",
      "They go on with the next instant that comes. One that is not paused stays as it is.",
      "",
      "Examples:",
      "  jobservice schedule resume 5c1f6d6b"
    },
    mixinStandardHelpOptions = true)
final class ScheduleResumeCommand extends ScheduleAction {

  ScheduleResumeCommand(Shell shell) {
    super(shell);
  }

  @Override
  void act(String id, JobServiceClient client) throws ClientException {
    client.pausePolicy(id, false);
  }

  @Override
  String done() {
    return "resumed";
  }
}
