package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

  /** What was done then, such as "paused". */
  abstract String done();

  @Override
  public final Integer call()
      throws ClientException, CommandFailure, IOException, InterruptedException {
    Console console = speech.console(shell);
    Problems problems = new Problems(shell, console, spec);
    List<String> all = JobIds.some(words, shell);
    Progress progress = new Progress(shell, console, all.size(), done());
    try (JobServiceClient client = connection.connect(shell, new Json())) {
      JobIds ids = new JobIds(shell, client);
      Telling telling =
          new Telling(
              shell,
              word -> actNamed(ids.resolve(word), client),
              outcome -> {
                progress.step();
                if (outcome.wrong().isPresent()) {
                  progress.clear();
                  problems.report(outcome.wrong().get());
                }
              });
      Optional<ClientException> end = telling.run(all);
      progress.clear();
      end.ifPresent(problems::report);
    }
    return problems.code();
  }

  /** What is wrong says with which. */
  private String actNamed(String id, JobServiceClient client) throws ClientException {
    try {
      act(id, client);
      return id;
    } catch (ClientException e) {
      boolean named =
          e.kind() == Kind.UNAVAILABLE
              || e.kind() == Kind.NOT_ALLOWED
              || e.getMessage().contains(id);
      throw named
          ? e
          : new ClientException(
              e.kind(), "job " + id + ": " + e.getMessage(), e.advice().orElse(null), e);
    }
  }
}
