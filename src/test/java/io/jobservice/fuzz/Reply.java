package io.jobservice.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One answer, whole; header names are in lower case. */
record Reply(int status, Map<String, String> headers, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether the connection ends with it. */
  boolean isLast() {
    return "close".equalsIgnoreCase(headers.get("connection"));
  }

  /** What is wrong with it. */
  Optional<String> mistake(Level level) {
    boolean ours = headers.containsKey("cache-control");
    if (status >= 500 && !(status == 501 && (!ours || code() == 10008))) {
      return Optional.of("the status is " + status);
    }
    if (ours && !headers.containsKey("x-request-id")) {
      return Optional.of("it has no X-Request-Id");
    }
    if (ours && status >= 400 && !body.isEmpty() && code() == 0) {
      return Optional.of("it is no error body");
    }
    return !ours && level != Level.PROTOCOL
        ? Optional.of("it is not of our making")
        : Optional.empty();
  }

  /** The number in an error body, 0 for anything else. */
  private int code() {
    try {
      JsonNode error = JSON.readTree(body);
      boolean whole =
          List.of("code", "err", "description", "message", "details").stream().allMatch(error::has);
      return whole && "application/json".equals(headers.get("content-type"))
          ? error.path("code").asInt()
          : 0;
    } catch (JsonProcessingException e) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return status + " " + headers + " " + body;
  }
}
