package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stop}: ends jobs for good. */
@Command(
    name = "stop",
    description = {"Stop jobs for good.", "A job that has ended already stays as it is."},
    footer = {
      "",
      "All jobs are told even if one of them fails; the exit code is that of the first failure."
    },
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The ids of the jobs.")
  private List<String> ids;

  @Mixin private WaitOptions waiting;
  @Mixin private ConnectionOptions connection;

  private int firstFailure;

  StopCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, InterruptedException {
    boolean wait = waiting.wanted();
    JobServiceClient client = connection.connect(shell, new Json());
    List<String> told = new ArrayList<>();
    for (String id : ids) {
      try {
        client.stop(id);
        told.add(id);
      } catch (ClientException e) {
        report(e);
      }
    }
    if (wait) {
      awaitEnds(told, client);
    }
    return firstFailure;
  }

  private void awaitEnds(List<String> told, JobServiceClient client) throws InterruptedException {
    for (String id : told) {
      try {
        waiting.untilEnded(id, client, shell);
      } catch (ClientException e) {
        report(e);
      }
    }
  }

  private void report(ClientException e) {
    int code =
        new Failures(shell.err())
            .report(e, CommonOptions.verbose(spec.commandLine().getParseResult()));
    firstFailure = firstFailure == 0 ? code : firstFailure;
  }
}
