package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.client.Submission;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code submit}: runs a job, and waits for it if asked to. */
@Command(
    name = "submit",
    description = "Submit a job and print its id.",
    footer = {
      "",
      "A value of -p that is a JSON number, true, false, null, object or array is that; anything"
          + " else is text, and KEY:=VALUE makes it text in any case. A dot in a key goes one"
          + " object deeper: -p a.b=1 is {\"a\":{\"b\":1}}. Keys that contain a dot need --params."
          + " What -p says wins over --params, key by key.",
      "",
      "With --wait the exit code says how the job ended: 0 success, 5 failed, 6 stopped or"
          + " cancelled, 124 not ended in time.",
      "",
      "Examples:",
      "  jobservice submit DEMO -p image=demo-1",
      "  jobservice submit DEMO --params @demo.json -p hold=2s --wait --timeout 10m",
      "  jobservice submit DEMO -p image=demo-1 --delay 90s --unique"
    },
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = LiveValues.Types.class,
      description = "The type of the job.")
  private String name;

  @Mixin private ParameterOptions parameters;
  @Mixin private LaunchOptions launch;
  @Mixin private WaitOptions waiting;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      description = {
        "What to print: ${COMPLETION-CANDIDATES}.",
        "Default: the id, and with --wait the result of the job."
      })
  private Format format;

  @Mixin private ConnectionOptions connection;

  SubmitCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, CommandFailure, IOException, InterruptedException {
    boolean wait = waiting.wanted();
    Json json = new Json();
    Submission submission = launch.submission(name, parameters.read(shell, json));
    try (JobServiceClient client = connection.connect(shell, json)) {
      JsonNode answer = client.submit(submission);
      JobPrinter printer = new JobPrinter(shell, json);
      if (wait) {
        await(answer, client, printer);
      } else {
        printer.print(answer, format == null ? Format.ID : format);
        if (format == null) {
          suggestNext(answer.path("job").path("id").asText());
        }
      }
    }
    return ExitCode.OK.code();
  }

  private void await(JsonNode answer, JobServiceClient client, JobPrinter printer)
      throws ClientException, CommandFailure, IOException, InterruptedException {
    boolean idFirst = format == null || format == Format.ID;
    if (idFirst) {
      printer.print(answer, Format.ID);
      shell.out().flush();
    }
    String id = answer.path("job").path("id").asText();
    JsonNode ended = waiting.untilEnded(id, client, shell);
    if (!idFirst) {
      printer.print(ended, format);
    } else if (format == null) {
      printer.printResult(ended.path("job"));
    }
    shell.out().flush();
    Verdict.of(id, ended.path("job"), connection);
  }

  private void suggestNext(String id) throws IOException {
    shell.out().flush();
    String words = connection.repeated() + " " + Printable.line(id);
    shell.suggest("See how it does: jobservice stats" + words);
    shell.suggest("Read its log:    jobservice log" + words);
  }
}
