package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code admin types}: the job types that can be submitted, or all that is told of one. */
@Command(
    name = "types",
    description =
        "List the job types that living worker pools run, or show one with its parameters.",
    footer = {
      "",
      "SOURCE is where the type came from, MAX-FAILS how often a job may fail, LIMIT how many of its"
          + " jobs may run at once, POOLS how many pools register it. Pools of other programs tell"
          + " names only.",
      "",
      "Examples:",
      "  jobservice admin types",
      "  jobservice admin types --all -o id",
      "  jobservice admin types DEMO"
    },
    mixinStandardHelpOptions = true)
final class TypesCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      completionCandidates = LiveValues.Types.class,
      description = "The type to show.")
  String name;

  @Option(names = "--all", description = "Also the types that no living pool registers.")
  boolean all;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin DirectOptions connection;

  TypesCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    Json json = new Json();
    Console console = speech.console(shell);
    return name == null ? list(console, json) : show(console, json);
  }

  private int list(Console console, Json json) throws ClientException, IOException {
    Listing listing = new Listing(console, output, Shape.TYPE, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      for (JsonNode type : client.types()) {
        if (all || type.path("pools").asLong() > 0) {
          listing.print(type);
        }
      }
    }
    listing.end();
    if (listing.count() == 0) {
      console.hint("No worker pool is alive. Start one with: jobservice serve");
    }
    return ExitCode.OK.code();
  }

  private int show(Console console, Json json) throws ClientException, IOException {
    if (all) {
      throw new ParameterException(spec.commandLine(), "--all is for the list, without NAME");
    }
    TypeDetails details = new TypeDetails(console, output, json);
    try (JobServiceClient client = connection.connect(shell, json)) {
      details.print(read(client));
    }
    return ExitCode.OK.code();
  }

  private JsonNode read(JobServiceClient client) throws ClientException {
    try {
      return client.type(name);
    } catch (ClientException e) {
      throw e.kind() == Kind.NOT_FOUND ? new TypeNames(client).explained(e, name) : e;
    }
  }
}
