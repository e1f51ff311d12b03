package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.JobStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What the commands that do something to jobs have in common: the jobs are named by their ids, or
 * found by what they are; all are told, then waited for.
 */
abstract class ActionCommand implements Callable<Integer> {

  /** The last lines of their help. */
  static final String FOOTER =
      "All jobs are told even if one of them fails; the exit code is that of the first failure.";

  static final String FILTERS =
      "In place of ids, --status, --name, --kind, --since, --until and --error say which jobs are meant: they"
          + " are counted and shown, and you are asked. Where nobody can be asked, --yes must say so"
          + " before. Jobs that have changed meanwhile are passed over.";

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      completionCandidates = LiveValues.Ids.class,
      description = {
        "The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard"
            + " input."
      })
  List<String> words = List.of();

  @Mixin FilterOptions filter;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  boolean yes;

  @Option(
      names = "--dry-run",
      description = "Print the ids of the jobs that are meant, and do nothing to them.")
  boolean dryRun;

  @Mixin WaitOptions waiting;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  private Console console;
  private Problems problems;

  ActionCommand(Shell shell) {
    this.shell = shell;
  }

  /** What is done, as words of a sentence. */
  abstract Verb verb();

  /** The states in which that makes sense. */
  abstract Set<JobStatus> sensible();

  /** Whether it makes sense for a job in one of these states. */
  boolean suits(JsonNode job) {
    return true;
  }

  /** Tells the service what to do to a job. */
  abstract void tell(JobServiceClient client, String id) throws ClientException;

  /** Takes note of a job that was waited for; that it ended is enough, unless overridden. */
  void ended(JsonNode job, Ended how) throws CommandFailure, IOException {}

  /**
   * A verb, as "stop" and "stopped".
   *
   * @param plain what to do
   * @param done what was done
   */
  record Verb(String plain, String done) {}

  /**
   * What there is to say about a job that has ended.
   *
   * @param id the job
   * @param alone whether it was the only one of the command
   * @param out where results go
   * @param json how they are written
   * @param connection how the service was found
   */
  record Ended(String id, boolean alone, Output out, Json json, ConnectionOptions connection) {}

  @Override
  public final Integer call()
      throws ClientException, CommandFailure, IOException, InterruptedException {
    boolean wait = waiting.wanted(false);
    if (dryRun && wait) {
      throw new ParameterException(spec.commandLine(), "--dry-run excludes --wait");
    }
    if (words.isEmpty() == !filter.any()) {
      throw new ParameterException(
          spec.commandLine(),
          words.isEmpty()
              ? "no jobs are named: give ids, or options such as --status and --name"
              : "ids and options such as --status exclude each other");
    }
    console = speech.console(shell);
    problems = new Problems(shell, console, spec);
    Json json = new Json();
    try (JobServiceClient client = connection.connect(shell, json)) {
      List<String> told =
          words.isEmpty()
              ? new BulkAction(shell, console, problems, this)
                  .run(client, filter, yes, dryRun, json)
              : tellNamed(client);
      if (wait) {
        awaitEnds(told, client, json);
      }
    }
    return problems.code();
  }

  private List<String> tellNamed(JobServiceClient client)
      throws CommandFailure, IOException, InterruptedException {
    List<String> told = new ArrayList<>();
    JobIds ids = new JobIds(shell, client);
    List<String> all = JobIds.some(words, shell);
    Progress progress = new Progress(shell, console, all.size(), verb().done());
    Telling telling =
        new Telling(
            shell,
            word -> {
              String id = ids.resolve(word);
              if (!dryRun) {
                tellOne(client, id);
              }
              return id;
            },
            outcome -> note(outcome, told, progress));
    Optional<ClientException> end = telling.run(all);
    progress.clear();
    end.ifPresent(problems::report);
    shell.out().flush();
    return dryRun ? List.of() : told;
  }

  private void note(Telling.Outcome outcome, List<String> told, Progress progress)
      throws IOException {
    progress.step();
    if (outcome.wrong().isPresent()) {
      progress.clear();
      problems.report(outcome.wrong().get());
      return;
    }
    told.add(outcome.id());
    if (dryRun) {
      shell.out().line(Printable.line(outcome.id()));
    }
  }

  /** What is wrong says with which job. */
  private void tellOne(JobServiceClient client, String id) throws ClientException {
    try {
      tell(client, id);
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

  private void awaitEnds(List<String> told, JobServiceClient client, Json json)
      throws IOException, InterruptedException {
    Waiting wait = new Waiting(shell, console, client, connection, waiting.timeout());
    for (String id : told) {
      try {
        JsonNode job = wait.untilEnded(id).path("job");
        ended(job, new Ended(id, told.size() == 1, shell.out(), json, connection));
      } catch (ClientException | CommandFailure e) {
        problems.report(e);
      }
      shell.out().flush();
    }
  }
}
