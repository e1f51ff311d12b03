package io.jobservice.jobs;

import io.jobservice.job.JobContext;
import io.jobservice.job.OpCommand;
import io.jobservice.model.CommandDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a program is brought to its end, when its job is told to end. For one run. */
final class CommandEnding {

  private static final Duration TOLD_TURN = Duration.ofHours(1);

  /** A node that shuts down gives a job one second to come back. */
  private static final Duration HURRIED_GRACE = Duration.ofMillis(400);

  private static final Duration HURRIED_KILL = Duration.ofMillis(200);

  private final CommandDefinition definition;
  private final CommandHost host;
  private final JobContext context;
  private final Process process;

  CommandEnding(
      CommandDefinition definition, CommandHost host, JobContext context, Process process) {
    this.definition = definition;
    this.host = host;
    this.context = context;
    this.process = process;
  }

  /** Waits until the job is told to end, and sees to it. Ends by an interrupt otherwise. */
  void obey() throws IOException, InterruptedException {
    OpCommand told = OpCommand.NONE;
    while (told == OpCommand.NONE) {
      told = context.await(TOLD_TURN);
    }
    if (process.isAlive() && !endsWithin(definition.stopGrace())) {
      context
          .logger()
          .warn("the command has not ended after SIG{}; it is killed", definition.stopSignal());
      kill();
    }
  }

  /** Ends it without its grace. It is almost always gone when this returns. */
  void hurry() throws IOException, InterruptedException {
    if (!endsWithin(HURRIED_GRACE)) {
      kill();
      process.waitFor(HURRIED_KILL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean endsWithin(Duration grace) throws IOException, InterruptedException {
    host.guard().signal(process.pid(), definition.stopSignal());
    return process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void kill() throws IOException {
    if (!host.session().isGroup()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    host.guard().signal(process.pid(), "KILL");
  }
}
