package io.jobservice.cli;

import io.jobservice.client.FollowListener;
import java.io.OutputStream;

/** Prints the log of a followed job, and says on standard error where the job is. */
final class FollowedJob implements FollowListener {

  private final Console console;

  FollowedJob(Console console) {
    this.console = console;
  }

  @Override
  public OutputStream log() {
    return console.out().bytes();
  }

  @Override
  public void state(String line) {
    console.note(line);
  }

  @Override
  public void note(String line) {
    console.note(line);
  }

  @Override
  public void quiet() {}
}
