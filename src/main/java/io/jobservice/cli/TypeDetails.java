package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.Locale;

/** Writes all that is told of one job type, in the format that was asked for. For one thread. */
final class TypeDetails {

  private final Console console;
  private final OutputOptions options;
  private final Json json;
  private final Details details;

  TypeDetails(Console console, OutputOptions options, Json json) {
    this.console = console;
    this.options = options;
    this.json = json;
    this.details = new Details(console, options, Shape.TYPE, json);
  }

  /** Writes a type: as a table its facts first, and then a line for each parameter. */
  void print(JsonNode type) throws IOException {
    if (options.format(Format.TABLE) != Format.TABLE || options.hasFields()) {
      details.print(type, Format.TABLE);
    } else {
      details.print(facts(type), Format.TABLE);
      printParameters(type.path("parameters"));
      console.out().flush();
      console.hint("Submit one with: " + Printable.line(example(type)));
    }
    console.out().flush();
  }

  private ObjectNode facts(JsonNode type) {
    ObjectNode facts = type.deepCopy();
    facts.remove("parameters");
    if (facts.path("description").asText().isEmpty()) {
      facts.remove("description");
    }
    return facts;
  }

  private void printParameters(JsonNode parameters) throws IOException {
    if (parameters.isEmpty()) {
      return;
    }
    console.out().line("");
    Cells cells = new Cells(console.times(options.utc()), json);
    TextTable table =
        new TextTable(
            console, Shape.PARAMETER.columns().stream().map(Shape.Column::heading).toList());
    for (JsonNode parameter : parameters) {
      table.row(
          Shape.PARAMETER.columns().stream()
              .map(column -> cells.cell(parameter, column.field()))
              .toList());
    }
    table.print(console.out());
  }

  private static String example(JsonNode type) {
    StringBuilder line = new StringBuilder("jobservice submit ").append(type.path("name").asText());
    for (JsonNode parameter : type.path("parameters")) {
      if (parameter.path("required").asBoolean()) {
        line.append(" -p ").append(parameter.path("name").asText()).append('=');
        line.append(parameter.path("type").asText().toUpperCase(Locale.ROOT));
      }
    }
    return line.toString();
  }
}
