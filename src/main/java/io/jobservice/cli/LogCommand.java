package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.client.LogWish;
import io.jobservice.client.Refusal;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.JobId;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code log}: the log of a job. */
@Command(
    name = "log",
    description = "Print the log of a job, or follow it.",
    footer = {
      "",
      "Off a terminal the log is copied byte for byte. On a terminal entries have the colours of their"
          + " levels, a log in JSON is shown as text, and control characters are shown as \\u001b.",
      "",
      "An entry is chosen with all of its lines: the stack of an error and further lines of a message"
          + " belong to it. Lines of the service, such as --- attempt 2, .. ---, stay, but for --grep.",
      "",
      "With -f the command ends with the job. 30 seconds without the service are survived. Ctrl-C"
          + " leaves; the job goes on.",
      "",
      "Examples:",
      "  jobservice log @last",
      "  jobservice log 5c1f6d6b > job.log",
      "  jobservice log -f @last --tail 20",
      "  jobservice log 5c1f6d6b --level WARNING --since 2h",
      "  jobservice log 5c1f6d6b --attempt last --color always | less -R",
      "  jobservice log 5c1f6d6b -o json | jq -r 'select(.level == \"ERROR\").message'"
    },
    mixinStandardHelpOptions = true)
final class LogCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = LiveValues.Ids.class,
      description =
          "The id of a job: whole, as a unique beginning, @last, or - for standard input.")
  String word;

  @Option(
      names = {"-f", "--follow"},
      description = "Print the log as it grows, until the job has ended.")
  boolean follow;

  @Mixin LogOptions options;

  @Option(
      names = "--timestamps",
      description = {
        "Begin every line with the time of its entry, also further lines of a message or a stack."
      })
  boolean timestamps;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = LogFormat.Converter.class,
      completionCandidates = LogFormat.Words.class,
      description = {
        "How to print, whatever the format of the log: ${COMPLETION-CANDIDATES}. json: an object a"
            + " line, for each entry. Default: on a terminal text, elsewhere as the log is."
      })
  LogFormat format;

  @Option(
      names = "--exit-status",
      description = {
        "Let the exit code say how the job is: 0 success, 5 failed, 6 stopped or cancelled, 8 not"
            + " ended."
      })
  boolean exitStatus;

  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  LogCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException, InterruptedException {
    Console console = speech.console(shell);
    Json json = new Json();
    LogChoice.Rules rules = options.rules(shell);
    LogWish wish = options.wish(shell, rules);
    LogPrinter printer = printer(console, json, rules);
    try (JobServiceClient client = connection.connect(shell, json)) {
      String id = new JobIds(shell, client).resolve(JobIds.one(word, shell));
      Optional<JsonNode> ended = read(id, wish, printer, client, console);
      if (printer.isEmpty()) {
        if (!follow) {
          refusePolicy(id, client);
        }
        console.hint(
            wish.isWhole() && rules.chooseAll()
                ? "The job has logged nothing so far."
                : "No line of the log fits.");
      }
      if (!exitStatus) {
        return ExitCode.OK.code();
      }
      JsonNode answer = ended.isPresent() ? ended.get() : client.job(id, JobServiceClient.PATIENCE);
      return Verdict.stateOf(answer.path("job")).code();
    }
  }

  /** That a periodic job has no log is no wonder. What else is wrong with it, is not asked for. */
  private void refusePolicy(String id, JobServiceClient client) throws ClientException {
    JsonNode job;
    try {
      job = client.job(id, JobServiceClient.PATIENCE).path("job");
    } catch (ClientException e) {
      return;
    }
    if (PolicyRecord.is(job)) {
      throw PolicyRecord.noLog(id, connection);
    }
  }

  /** What was read is printed however that ends. */
  private Optional<JsonNode> read(
      String id, LogWish wish, LogPrinter printer, JobServiceClient client, Console console)
      throws ClientException, IOException, InterruptedException {
    try {
      if (follow) {
        return Optional.of(
            new Waiting(shell, console, client, connection, Optional.empty())
                .followLog(id, wish, printer));
      }
      client.log(id, wish, 0, JobServiceClient.PATIENCE, printer);
      return Optional.empty();
    } catch (ClientException e) {
      if (!follow && e.kind() == ClientException.Kind.NOT_FOUND) {
        refusePolicy(id, client);
      }
      throw isOfNoJob(e, id) ? noJob(id, e) : e;
    } finally {
      printer.finish();
    }
  }

  /** What has not the form of an id may be one all the same, until the service has looked. */
  private static boolean isOfNoJob(ClientException e, String id) {
    return e.kind() == ClientException.Kind.BAD_REQUEST && !JobId.isValid(id);
  }

  private static ClientException noJob(String id, ClientException cause) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("err", ErrorCode.NOT_FOUND.text()).put("description", id);
    return new ClientException(
        ClientException.Kind.NOT_FOUND,
        Refusal.words(error),
        "List the newest jobs with: jobservice list",
        cause);
  }

  private LogPrinter printer(Console console, Json json, LogChoice.Rules rules) {
    boolean forEyes = console.isForEyes();
    boolean asItIs = format == null && !forEyes && !timestamps;
    if (asItIs && rules.chooseAll()) {
      return new ExactLog(shell.out());
    }
    OptionalInt most = options.tail(rules);
    LogTail tail = new LogTail(most, shell.out());
    LogShape shape;
    if (asItIs) {
      shape = part -> tail.add(part.raw().bytes());
    } else if (format == LogFormat.JSON) {
      shape = new LogAsJson(json, options.firstAttempt(), tail);
    } else {
      shape = new LogAsText(new LogAsText.Looks(console, forEyes, timestamps, rules.text()), tail);
    }
    Optional<String> begin = follow && most.isPresent() ? Optional.of(now()) : Optional.empty();
    return new ChosenLog(shell.out(), new LogReader(json), rules, shape, tail, begin);
  }

  private String now() {
    return shell.ticker().clock().get().instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
