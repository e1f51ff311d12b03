package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that do something to queues have in common. */
abstract class QueueAction implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "TYPE",
      arity = "1..*",
      completionCandidates = LiveValues.Queues.class,
      description = "The job types of the queues.")
  List<String> types;

  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  QueueAction(Shell shell) {
    this.shell = shell;
  }

  /** Does it to the queue of one type. */
  abstract void act(String type, JobServiceClient client, Shell shell, Console console)
      throws ClientException, CommandFailure, IOException;

  @Override
  public final Integer call() throws ClientException, IOException {
    Console console = speech.console(shell);
    Problems problems = new Problems(shell, console, spec);
    try (JobServiceClient client = connection.connect(shell, new Json())) {
      for (String type : types) {
        try {
          act(type, client, shell, console);
        } catch (ClientException e) {
          problems.report(
              e.kind() == Kind.NOT_FOUND ? new TypeNames(client).explained(e, type) : e);
        } catch (CommandFailure e) {
          problems.report(e);
        }
      }
    }
    return problems.code();
  }
}
