package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.FollowListener;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Prints the log of a followed job, and says on standard error where the job is. */
final class FollowedJob implements FollowListener {

  private final Console console;

  private final Consumer<JsonNode> heard;

  FollowedJob(Console console, Consumer<JsonNode> heard) {
    this.console = console;
    this.heard = heard;
  }

  @Override
  public void record(JsonNode job) {
    heard.accept(job);
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
