package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Hears what a followed log brings, in its order and on the thread that follows. What it throws
 * ends the following.
 */
public interface LogListener {

  /**
   * The state of the job, at first and when it has changed.
   *
   * @param answer {@code {"job":{..}}}
   * @throws IOException if it wants to hear no more
   */
  void job(JsonNode answer) throws IOException;

  /**
   * A line of the log.
   *
   * @param line the line; one longer than 1 MiB is cut and ends with an ellipsis
   * @param position where the log goes on behind it; empty when that is not known
   * @throws IOException if it wants to hear no more
   */
  void line(RawLine line, Optional<String> position) throws IOException;

  /**
   * A sign of life while nothing happens.
   *
   * @throws IOException if it wants to hear no more
   */
  void alive() throws IOException;
}
