package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that do something to jobs have in common: all are told, then waited for. */
abstract class ActionCommand implements Callable<Integer> {

  /** The last line of their help. */
  static final String FOOTER =
      "All jobs are told even if one of them fails; the exit code is that of the first failure.";

  private final Shell shell;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      completionCandidates = LiveValues.Ids.class,
      description = "The ids of the jobs.")
  private List<String> ids;

  @Mixin private WaitOptions waiting;
  @Mixin private DirectOptions connection;

  private int firstFailure;

  ActionCommand(Shell shell) {
    this.shell = shell;
  }

  /** Tells the service what to do to a job. */
  abstract void tell(JobServiceClient client, String id) throws ClientException;

  /** Takes note of a job that was waited for; that it ended is enough, unless overridden. */
  void ended(JsonNode job, Ended how) throws CommandFailure, IOException {}

  /**
   * What there is to say about a job that has ended.
   *
   * @param id the job
   * @param alone whether it was the only one of the command
   * @param printer where results go
   * @param connection how the service was found
   */
  record Ended(String id, boolean alone, JobPrinter printer, ConnectionOptions connection) {}

  @Override
  public final Integer call() throws ClientException, IOException, InterruptedException {
    boolean wait = waiting.wanted();
    Json json = new Json();
    try (JobServiceClient client = connection.connect(shell, json)) {
      List<String> told = tellAll(client);
      if (wait) {
        awaitEnds(told, client, new JobPrinter(shell, json));
      }
    }
    return firstFailure;
  }

  private List<String> tellAll(JobServiceClient client) {
    List<String> told = new ArrayList<>();
    for (String id : ids) {
      try {
        tell(client, id);
        told.add(id);
      } catch (ClientException e) {
        report(e);
      }
    }
    return told;
  }

  private void awaitEnds(List<String> told, JobServiceClient client, JobPrinter printer)
      throws IOException, InterruptedException {
    for (String id : told) {
      try {
        JsonNode job = waiting.untilEnded(id, client, shell).path("job");
        ended(job, new Ended(id, ids.size() == 1, printer, connection));
      } catch (ClientException | CommandFailure e) {
        report(e);
      }
      shell.out().flush();
    }
  }

  private void report(Exception e) {
    int code =
        new Failures(shell.err())
            .report(e, CommonOptions.verbose(spec.commandLine().getParseResult()));
    firstFailure = firstFailure == 0 ? code : firstFailure;
  }
}
