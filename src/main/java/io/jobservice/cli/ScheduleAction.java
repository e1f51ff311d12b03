package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that do something to several periodic jobs have in common. */
abstract class ScheduleAction implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      completionCandidates = LiveValues.Policies.class,
      description = {
        "The ids of periodic jobs: whole, as a unique beginning, @last, or - for one a line on"
            + " standard input."
      })
  List<String> words;

  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  ScheduleAction(Shell shell) {
    this.shell = shell;
  }

  /** Does it to one. */
  abstract void act(String id, JobServiceClient client) throws ClientException;

  @Override
  public final Integer call() throws ClientException, CommandFailure {
    List<String> all = JobIds.some(words, shell);
    Problems problems = new Problems(shell, speech.console(shell), spec);
    try (JobServiceClient client = connection.connect(shell, new Json())) {
      JobIds ids = new JobIds(shell, client);
      for (String word : all) {
        try {
          String id = ids.resolve(word);
          if (all.size() == 1) {
            act(id, client);
          } else {
            actNamed(id, client);
          }
        } catch (CommandFailure e) {
          problems.report(e);
        } catch (ClientException e) {
          if (e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.NOT_ALLOWED) {
            throw e;
          }
          problems.report(e);
        }
      }
    }
    return problems.code();
  }

  /** What is wrong says with which. */
  private void actNamed(String id, JobServiceClient client) throws ClientException {
    try {
      act(id, client);
    } catch (ClientException e) {
      throw e.getMessage().contains(id)
          ? e
          : new ClientException(
              e.kind(), "job " + id + ": " + e.getMessage(), e.advice().orElse(null), e);
    }
  }
}
