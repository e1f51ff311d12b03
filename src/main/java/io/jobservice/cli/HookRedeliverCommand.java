package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.HookOrder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hook redeliver}: events are tried again. */
@Command(
    name = "redeliver",
    description =
        "Deliver events of status hooks again that were given up, or are yet to be tried.",
    footer = {
      "",
      "An event that was given up is tried as if it had just happened, with the id that it had; one"
          + " that waits for its next try is tried at once. Those of one job keep their order. With"
          + " --dead you are asked before; where nobody can be asked, --yes must say so.",
      "",
      "Examples:",
      "  jobservice hook redeliver 5c1f6d6b3b1f5e0c2a9d8e7f-2",
      "  jobservice hook list --dead --job @last -o id | jobservice hook redeliver -",
      "  jobservice hook redeliver --dead --yes"
    },
    mixinStandardHelpOptions = true)
final class HookRedeliverCommand implements Callable<Integer> {

  private static final String DONE = "tried again";

  /** What would do for a job: words for the last one, and beginnings of ids. */
  private static final Pattern NOT_WHOLE =
      Pattern.compile("@last.*|[0-9a-f]{1,23}(@[0-9]*)?(-[0-9]*)?");

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "EVENT",
      arity = "0..*",
      completionCandidates = LiveValues.Hooks.class,
      description = {
        "The ids of events, whole, as 'jobservice hook list' shows them, or - for one a line on"
            + " standard input."
      })
  List<String> words = List.of();

  @Option(names = "--dead", description = "All that were given up.")
  boolean dead;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  boolean yes;

  @Option(
      names = "--dry-run",
      description = "With --dead: say how many there are, and do nothing about them.")
  boolean dryRun;

  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  HookRedeliverCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException, InterruptedException {
    check();
    Console console = speech.console(shell);
    try (JobServiceClient client = connection.connect(shell, new Json())) {
      if (!dead) {
        return redeliverNamed(client, console);
      }
      redeliverDead(client, console);
    }
    return ExitCode.OK.code();
  }

  private void check() {
    if (words.isEmpty() && !dead) {
      throw wrong("no events are named: give ids, or --dead for all that were given up");
    }
    if (!words.isEmpty() && dead) {
      throw wrong("ids and --dead exclude each other");
    }
    if (dryRun && !dead) {
      throw wrong("--dry-run needs --dead");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int redeliverNamed(JobServiceClient client, Console console)
      throws CommandFailure, IOException, InterruptedException {
    Problems problems = new Problems(shell, console, spec);
    List<String> ids = JobIds.some(words, shell);
    Progress progress = new Progress(shell, console, ids.size(), DONE);
    Telling telling =
        new Telling(
            shell,
            id -> redelivered(id, client),
            outcome -> {
              progress.step();
              if (outcome.wrong().isPresent()) {
                progress.clear();
                problems.report(outcome.wrong().get());
              }
            });
    Optional<ClientException> end = telling.run(ids);
    progress.clear();
    end.ifPresent(problems::report);
    return problems.code();
  }

  private static String redelivered(String id, JobServiceClient client) throws ClientException {
    try {
      client.redeliver(id);
      return id;
    } catch (ClientException e) {
      if (e.kind() != ClientException.Kind.NOT_FOUND || !NOT_WHOLE.matcher(id).matches()) {
        throw e;
      }
      throw new ClientException(
          e.kind(),
          e.getMessage(),
          "The id of an event is wanted whole, as 'jobservice hook list --fields id' shows it.",
          e);
    }
  }

  private void redeliverDead(JobServiceClient client, Console console)
      throws ClientException, CommandFailure, IOException {
    JsonNode hooks = client.summary(JobServiceClient.PATIENCE).path("hooks");
    if (hooks.isMissingNode()) {
      throw new CommandFailure(
          ExitCode.ERROR,
          "the service keeps no events of hooks: it is of an earlier version",
          null);
    }
    long total = hooks.path("dead").asLong();
    if (total == 0) {
      console.note("No event was given up.");
      return;
    }
    if (dryRun) {
      console.note(events(total) + " would be " + DONE + ".");
      return;
    }
    if (!yes) {
      new Question(shell, console).ask("try " + events(total) + " again", DONE);
    }
    long done = 0;
    Progress progress = new Progress(shell, console, total, DONE);
    try {
      // Those that are given up meanwhile are for another time.
      while (done < total) {
        JsonNode piece = client.redeliverDead((int) Math.min(HookOrder.MOST, total - done));
        long some = piece.path("redelivered").asLong();
        done += some;
        progress.step(some);
        if (some == 0 || piece.path("left").asLong() == 0) {
          break;
        }
      }
    } catch (ClientException e) {
      throw done == 0 ? e : broken(done, e);
    } finally {
      progress.clear();
    }
    console.note(events(done) + (done == 1 ? " is " : " are ") + DONE + ".");
  }

  private static ClientException broken(long done, ClientException e) {
    return new ClientException(
        e.kind(),
        events(done) + " " + DONE + ", then: " + e.getMessage(),
        e.advice().orElse(null),
        e);
  }

  private static String events(long count) {
    return Numbers.count(count) + (count == 1 ? " event" : " events");
  }
}
