package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * Writes why a job is in its state for a person: sentences, with the commands that help unless it
 * is to be quiet.
 */
final class Causes {

  private final Console console;
  private final ConnectionOptions connection;

  Causes(Console console, ConnectionOptions connection) {
    this.console = console;
    this.connection = connection;
  }

  /** Writes an answer of the API. */
  void print(JsonNode answer) throws IOException {
    String status = Printable.line(answer.path("status").asText("No record"));
    console.out().text(console.painted(status, Paint.ofStatus(status)) + ". ");
    printOne(answer);
    for (JsonNode cause : answer.path("more")) {
      printOne(cause);
    }
  }

  private void printOne(JsonNode cause) throws IOException {
    console.out().line(Printable.line(cause.path("text").asText()));
    String command = cause.path("command").asText();
    if (!command.isEmpty() && !console.isQuiet()) {
      console.out().line("  " + console.painted(Printable.line(whole(command)), Paint.BOLD));
    }
  }

  /** With the options that lead to the same service; a service is started with its own. */
  private String whole(String command) {
    return command.startsWith("jobservice serve") ? command : command + connection.repeated();
  }
}
