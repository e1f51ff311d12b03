package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;

/** What a followed job is told to, on the thread that follows it. */
public interface FollowListener {

  /** Where the log goes; flushed when there is no more of it now, not closed. */
  OutputStream log();

  /**
   * The record of the job, as often as it is read, before its state is told.
   *
   * @param job its fields
   * @throws ClientException to follow it no further
   */
  default void record(JsonNode job) throws ClientException {}

  /**
   * The state of the job, at first and when it has changed.
   *
   * @param line such as {@code Running on n1, attempt 2: half}
   */
  void state(String line);

  /**
   * What the follower has to say of itself, such as that the service is away.
   *
   * @param line a sentence
   */
  void note(String line);

  /**
   * Nothing of the log has come for some tenths of a second: all that was there is here.
   *
   * @throws IOException if the sink takes no more
   */
  void quiet() throws IOException;
}
