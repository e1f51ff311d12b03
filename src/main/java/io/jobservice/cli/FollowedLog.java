package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException;
import io.jobservice.client.FollowListener;
import java.io.IOException;
import java.io.OutputStream;

/** Prints a followed log, and of the job only why there is none yet. */
final class FollowedLog implements FollowListener {

  private final Console console;
  private final LogPrinter printer;
  private final ConnectionOptions connection;
  private boolean told;

  FollowedLog(Console console, LogPrinter printer, ConnectionOptions connection) {
    this.console = console;
    this.printer = printer;
    this.connection = connection;
  }

  @Override
  public void record(JsonNode job) throws ClientException {
    if (PolicyRecord.is(job)) {
      throw PolicyRecord.noLog(job.path("id").asText(), connection);
    }
  }

  @Override
  public OutputStream log() {
    return printer;
  }

  @Override
  public void state(String line) {
    if (!told && (line.equals("Pending") || line.equals("Scheduled"))) {
      console.hint("The job has not run yet (" + line + "); its log will follow.");
    }
    told = true;
  }

  @Override
  public void note(String line) {
    console.note(line);
  }

  @Override
  public void quiet() throws IOException {
    printer.quiet();
  }
}
