package io.jobservice.cli;

import io.jobservice.client.FollowListener;
import java.io.IOException;
import java.io.OutputStream;

/** Prints a followed log, and of the job only why there is none yet. */
final class FollowedLog implements FollowListener {

  private final Console console;
  private final LogPrinter printer;
  private boolean told;

  FollowedLog(Console console, LogPrinter printer) {
    this.console = console;
    this.printer = printer;
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
