package io.jobservice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.FileProblem;
import io.jobservice.client.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that make up the parameters of a job. */
final class ParameterOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "KEY=VALUE",
      completionCandidates = LiveValues.Parameters.class,
      description = "A parameter of the job; KEY:=VALUE for text. May be repeated.")
  List<String> pairs = new ArrayList<>();

  @Option(
      names = "--params",
      paramLabel = "JSON|@FILE|-",
      description = "All parameters as a JSON object: as it is, in a file, or on standard input.")
  String whole;

  /** Whether any is given. */
  boolean any() {
    return !pairs.isEmpty() || whole != null;
  }

  /** The parameters, or empty when none of the options was given. */
  Optional<ObjectNode> read(Shell shell, Json json) {
    if (!any()) {
      return Optional.empty();
    }
    ObjectNode parameters = whole == null ? json.nodes().objectNode() : object(shell, json);
    ParameterPairs own = new ParameterPairs(json);
    try {
      for (String pair : pairs) {
        own.add(pair);
      }
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    return Optional.of(own.over(parameters));
  }

  private ObjectNode object(Shell shell, Json json) {
    JsonNode value;
    try {
      value = json.read(text(shell));
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw wrong("--params is not valid JSON: " + reason(e) + line + column(e));
    }
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw wrong("--params must be a JSON object, such as {\"image\":\"demo-1\"}");
  }

  private String text(Shell shell) {
    String source =
        whole.equals("-") ? "standard input" : whole.substring(Math.min(1, whole.length()));
    try {
      if (whole.equals("-")) {
        return new String(shell.in().readAllBytes(), StandardCharsets.UTF_8);
      }
      return whole.startsWith("@")
          ? Files.readString(shell.directory().resolve(Path.of(source)))
          : whole;
    } catch (IOException e) {
      throw wrong("--params: cannot read " + source + ": " + FileProblem.of(e));
    }
  }

  /** What the parser found wrong. */
  static String reason(JsonProcessingException e) {
    // The parser adds its own way of telling places, in brackets and over several lines.
    return e.getOriginalMessage()
        .replaceFirst("(?s) \\(?start marker.*|\n.*|: was expecting.*", "");
  }

  /** Where in its line, as the end of a sentence. */
  static String column(JsonProcessingException e) {
    return e.getLocation() == null ? "" : ", column " + e.getLocation().getColumnNr();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
