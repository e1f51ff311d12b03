package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.HttpJobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code admin log-level}: how much the service says in its own log. */
@Command(
    name = "log-level",
    description = "Show the levels of a service's own log, or set one while it runs.",
    footer = {
      "",
      "A level holds for this one service, in all back ends of its log, until it is restarted or"
          + " reads its configuration again (SIGHUP).",
      "",
      "Examples:",
      "  jobservice admin log-level",
      "  jobservice admin log-level DEBUG --logger io.jobservice.redis"
    },
    mixinStandardHelpOptions = true)
final class LogLevelCommand implements Callable<Integer> {

  private static final String ROOT = "ROOT";

  private final Shell shell;

  @Parameters(
      paramLabel = "LEVEL",
      arity = "0..1",
      converter = LevelConverter.class,
      completionCandidates = LevelConverter.Words.class,
      description = {
        "The least level that is written: ${COMPLETION-CANDIDATES}.",
        "Left out: the levels are shown."
      })
  LogLevel level;

  @Option(
      names = "--logger",
      paramLabel = "NAME",
      description = {
        "The logger, such as io.jobservice.redis; those below it follow it.",
        "Default: to set, ROOT, which all others are below; to show, all that have a level."
      })
  String logger;

  @Mixin OutputOptions output;
  @Mixin ConsoleOptions speech;
  @Mixin ConnectionOptions connection;

  LogLevelCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    Json json = new Json();
    Console console = speech.console(shell);
    try (HttpJobServiceClient client = connection.connectToApi(shell, json)) {
      if (level != null) {
        client.setLogLevel(logger == null ? ROOT : logger, level);
        return ExitCode.OK.code();
      }
      JsonNode levels = client.logLevels().path("levels");
      Listing listing = new Listing(console, output, Shape.LOGGER, json);
      if (logger == null) {
        for (Map.Entry<String, JsonNode> entry : levels.properties()) {
          listing.print(row(entry.getKey(), entry.getValue(), json));
        }
      } else {
        listing.print(row(logger, inherited(levels), json));
      }
      listing.end();
    }
    return ExitCode.OK.code();
  }

  /** That of the logger, or else of the nearest one above it. */
  private JsonNode inherited(JsonNode levels) {
    String name = logger;
    while (!levels.has(name) && name.contains(".")) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    return levels.has(name) ? levels.path(name) : levels.path(ROOT);
  }

  private static ObjectNode row(String name, JsonNode level, Json json) {
    return json.nodes().objectNode().put("logger", name).put("level", level.asText());
  }
}
