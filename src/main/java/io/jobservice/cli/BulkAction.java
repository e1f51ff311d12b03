package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobListPage;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something done to all jobs that fit: found, shown, asked about, then done. For one thread. */
final class BulkAction {

  private static final int SAMPLE = 5;

  private final Shell shell;
  private final Console console;
  private final Problems problems;
  private final ActionCommand action;
  private final List<String> ids = new ArrayList<>();
  private final List<JsonNode> sample = new ArrayList<>();
  private long changed;

  BulkAction(Shell shell, Console console, Problems problems, ActionCommand action) {
    this.shell = shell;
    this.console = console;
    this.problems = problems;
    this.action = action;
  }

  /** Does it, and returns the jobs that it was done to. */
  List<String> run(
      JobServiceClient client, FilterOptions filter, boolean yes, boolean dryRun, Json json)
      throws ClientException, CommandFailure, IOException, InterruptedException {
    find(client, filter);
    if (ids.isEmpty()) {
      console.note("No job fits that could be " + action.verb().done() + ".");
      return List.of();
    }
    if (dryRun) {
      for (String id : ids) {
        shell.out().line(Printable.line(id));
      }
      shell.out().flush();
      console.note(counted(ids.size()) + " would be " + action.verb().done() + ".");
      return List.of();
    }
    if (!yes) {
      ask(json);
    }
    return tellAll(client);
  }

  private void find(JobServiceClient client, FilterOptions filter) throws ClientException {
    Set<JobStatus> statuses = filter.among(action.sensible());
    if (statuses.isEmpty()) {
      return;
    }
    JobQuery query = filter.query(shell, statuses, JobServiceClient.PAGE);
    while (true) {
      JobListPage page = client.jobs(query);
      for (JsonNode item : page.jobs()) {
        if (filter.fits(item) && action.suits(item.path("job"))) {
          ids.add(JobIds.of(item));
          if (sample.size() < SAMPLE) {
            sample.add(item.path("job"));
          }
        }
      }
      if (page.next() == 0) {
        return;
      }
      query = query.from(page.next(), JobServiceClient.PAGE);
    }
  }

  private void ask(Json json) throws CommandFailure, IOException {
    String what = action.verb().plain() + " " + counted(ids.size());
    Question question = new Question(shell, console);
    question.mustBePossible(what);
    showSample(json);
    question.ask(what, action.verb().done());
  }

  private void showSample(Json json) throws IOException {
    Output messages = new Output(console.err());
    Cells cells = new Cells(console.times(false), json);
    List<Shape.Column> columns = Shape.JOB.columns();
    TextTable table = new TextTable(console, columns.stream().map(Shape.Column::heading).toList());
    for (JsonNode job : sample) {
      table.row(columns.stream().map(column -> cells.cell(job, column.field())).toList());
    }
    table.print(messages);
    if (ids.size() > sample.size()) {
      messages.line("... and %,d more".formatted(ids.size() - sample.size()));
    }
    messages.flush();
  }

  private List<String> tellAll(JobServiceClient client) throws IOException, InterruptedException {
    List<String> told = new ArrayList<>();
    Progress progress = new Progress(shell, console, ids.size(), action.verb().done());
    Telling telling =
        new Telling(shell, id -> tell(client, id), outcome -> note(outcome, told, progress));
    Optional<ClientException> end = telling.run(ids);
    progress.clear();
    end.ifPresent(problems::report);
    long open = ids.size() - told.size() - changed;
    console.note(
        counted(told.size())
            + " "
            + action.verb().done()
            + (changed == 0 ? "" : ", %,d had changed meanwhile".formatted(changed))
            + (open == 0 ? "" : ", %,d not".formatted(open))
            + ".");
    return told;
  }

  private String tell(JobServiceClient client, String id) throws ClientException {
    action.tell(client, id);
    return id;
  }

  private void note(Telling.Outcome outcome, List<String> told, Progress progress) {
    progress.step();
    if (outcome.wrong().isEmpty()) {
      told.add(outcome.id());
    } else if (outcome.wrong().get() instanceof ClientException e
        && (e.kind() == Kind.CONFLICT || e.kind() == Kind.NOT_FOUND)) {
      changed++;
    } else {
      progress.clear();
      problems.report(outcome.wrong().get());
    }
  }

  private static String counted(int jobs) {
    return "%,d %s".formatted(jobs, jobs == 1 ? "job" : "jobs");
  }
}
