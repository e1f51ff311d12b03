package io.jobservice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A line of many, with its job or with what is wrong with it.
 *
 * @param number its number, from 1
 * @param job what is sent for it; empty when there is an error
 * @param bytes how large that is
 * @param error {@code {"error":{..}}}, found before the service was asked
 */
record BulkLine(long number, Optional<ObjectNode> job, int bytes, Optional<ObjectNode> error) {

  static BulkLine of(long number, ObjectNode job, int bytes) {
    return new BulkLine(number, Optional.of(job), bytes, Optional.empty());
  }

  static BulkLine bad(long number, ObjectNode error) {
    return new BulkLine(number, Optional.empty(), 0, Optional.of(error));
  }
}
