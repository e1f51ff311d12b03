package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.client.Submission;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code submit}: runs a job, or many, once or periodically, and waits for it if asked to. */
@Command(
    name = "submit",
    description = "Submit a job and print its id, or many from a file.",
    footer = {
      "",
      "A value of -p that is a JSON number, true, false, null, object or array is that; anything"
          + " else is text, and KEY:=VALUE makes it text in any case. A dot in a key goes one"
          + " object deeper: -p a.b=1 is {\"a\":{\"b\":1}}. Keys that contain a dot need --params."
          + " What -p says wins over --params, key by key.",
      "",
      "One job gives its id, with --wait its result as well, and many give a table, unless -o says"
          + " otherwise.",
      "",
      "With --cron the job is a policy, which makes an execution each time that it is due and is"
          + " never run itself; 'jobservice schedule' has the commands for it, and 'jobservice stop'"
          + " ends it.",
      "",
      "With --wait or --follow the exit code says how the job ended: 0 success, 5 failed, 6 stopped"
          + " or cancelled, 124 not ended in time. Ctrl-C leaves the wait; the job goes on.",
      "",
      "With -f each line is a job in JSON, as the API takes it: {\"name\":\"DEMO\","
          + "\"parameters\":{..}}; with NAME, the parameters of one. The options are for all of"
          + " them, but a line wins over them. Each line gives a line of output: the number of the"
          + " line, the id or a dash, and the status or what was wrong; with -o id the id alone,"
          + " or nothing and a message. The exit code is that of the first line that was refused.",
      "",
      "Examples:",
      "  jobservice submit DEMO -p image=demo-1",
      "  jobservice submit DEMO --params @demo.json -p hold=2s --wait --timeout 10m",
      "  jobservice submit DEMO -p image=demo-1 --at 2026-12-01T09:00 --unique",
      "  jobservice submit DEMO --cron 'CRON_TZ=Europe/Berlin 0 30 2 * * *'",
      "  jobservice submit DEMO -f parameters.jsonl --idempotency-key import-7",
      "  jobservice submit DEMO -f parts.jsonl -o id | jobservice submit JOIN --after -"
    },
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      completionCandidates = LiveValues.Types.class,
      description = "The type of the job; with -f it may stand in the file.")
  String name;

  @Mixin ParameterOptions parameters;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE|-",
      description = "Submit a job for each line of this file, or of standard input.")
  String file;

  @Mixin LaunchOptions launch;
  @Mixin CronOptions cron;

  @Option(
      names = "--dry-run",
      description = "Let the service check what would be submitted, and submit nothing.")
  boolean dryRun;

  @Option(names = "--follow", description = "Wait, and print the log of the job as it grows.")
  boolean follow;

  @Mixin WaitOptions waiting;
  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  SubmitCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException, InterruptedException {
    boolean wait = waiting.wanted(follow);
    if (dryRun && wait) {
      throw wrong("--dry-run excludes --wait and --follow");
    }
    if (wait && cron.periodic().isPresent()) {
      throw wrong(
          "--cron excludes --wait and --follow: a periodic job does not end; see its runs with:"
              + " jobservice schedule executions ID");
    }
    return file == null ? one(wait) : many(wait);
  }

  private int one(boolean wait)
      throws ClientException, CommandFailure, IOException, InterruptedException {
    if (name == null) {
      throw wrong("missing required parameter: 'NAME'");
    }
    Console console = speech.console(shell);
    Json json = new Json();
    Submission asked =
        launch.submission(name, parameters.read(shell, json), cron.periodic(), shell);
    Details details = new Details(console, output, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      Submission submission = asked.after(launch.after(shell, client));
      if (dryRun) {
        JsonNode answer = taken(client, () -> client.check(submission));
        if (output.hasFormat()) {
          details.print(answer, Format.TABLE);
        }
        shell.out().flush();
        console.note("The job would be accepted; nothing was submitted.");
        new NextRuns(answer).note(console, output.utc());
        return ExitCode.OK.code();
      }
      JsonNode answer = taken(client, () -> client.submit(submission));
      new LastJob(shell.env()).write(JobIds.of(answer));
      if (wait) {
        await(answer, client, console, details, new Results(shell.out(), json));
      } else {
        details.print(answer, Format.ID);
        shell.out().flush();
        if (submission.periodic().isPresent()) {
          new NextRuns(answer).hint(console, output, connection);
        } else {
          suggestNext(JobIds.of(answer), console);
        }
      }
    }
    return ExitCode.OK.code();
  }

  private interface Intake {
    JsonNode take() throws ClientException;
  }

  /** What is refused says what to do: which type may have been meant, or how to try a line. */
  private JsonNode taken(JobServiceClient client, Intake intake) throws ClientException {
    try {
      return intake.take();
    } catch (ClientException e) {
      if (e.kind() != Kind.BAD_REQUEST) {
        throw e;
      }
      throw cron.isRefused(e)
          ? cron.explained(e, speech.console(shell))
          : new TypeNames(client).explained(launch.named(e), name);
    }
  }

  private int many(boolean wait)
      throws ClientException, CommandFailure, IOException, InterruptedException {
    if (wait) {
      throw wrong(
          "--wait and --follow are for one job; wait for many with: jobservice submit -f ... -o id |"
              + " jobservice wait -");
    }
    if (parameters.any()) {
      throw wrong("-f excludes -p and --params: the parameters are in the file");
    }
    if (file.equals("-") && launch.after.contains("-")) {
      throw wrong("-f - excludes --after -: standard input can be read once");
    }
    Format format = output.format(Format.TABLE);
    List<String> fields = output.fields(Shape.JOB.fields());
    if (!fields.isEmpty() && format != Format.JSON && format != Format.JSONL) {
      throw wrong("--fields with -f needs -o json or jsonl");
    }
    Console console = speech.console(shell);
    Json json = new Json();
    Submission asked = launch.ofMany(cron.periodic(), shell);
    BulkResults results = new BulkResults(console, format, fields, dryRun, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      Submission defaults = asked.after(launch.after(shell, client));
      JobLines lines = new JobLines(Optional.ofNullable(name), defaults, json);
      boolean repeatable = defaults.idempotencyKey().isPresent();
      return new BulkSubmission(shell, console, client, lines, results, dryRun, repeatable)
          .run(file);
    }
  }

  private void await(
      JsonNode answer, JobServiceClient client, Console console, Details details, Results results)
      throws ClientException, CommandFailure, IOException, InterruptedException {
    String id = JobIds.of(answer);
    boolean idFirst = output.format(Format.ID) == Format.ID;
    if (follow) {
      console.note("Job " + id);
    } else if (idFirst) {
      details.print(answer, Format.ID);
      shell.out().flush();
    }
    Waiting patience = new Waiting(shell, console, client, connection, waiting.timeout());
    JsonNode ended = follow ? patience.follow(id) : patience.untilEnded(id);
    if (!idFirst) {
      details.print(ended, Format.ID);
    } else if (!output.hasFormat()) {
      results.print(ended.path("job"));
    }
    shell.out().flush();
    Verdict.of(id, ended.path("job"), connection);
  }

  private void suggestNext(String id, Console console) {
    if (!output.hasFormat()) {
      String shown = " " + Printable.line(id);
      console.hint("See how it does: jobservice stats" + connection.repeated() + shown);
      console.hint("Read its log:    jobservice log" + connection.repeatedForApi() + shown);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
