package io.jobservice.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that was sent to the old service, and what it answered.
 *
 * @param name its number and name
 * @param headers those of the request, with the secret of our tests in the place of the captured
 *     one
 * @param body that of the request, or null
 * @param status that of the answer, 0 when there was none
 * @param answer the body of the answer
 * @param totalCount the header of the answer
 */
public record GoldenCapture(
    String name,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    int status,
    String answer,
    Optional<String> totalCount) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the headers. */
  public GoldenCapture {
    headers = Map.copyOf(headers);
  }

  /** All captures, in the order in which they were made. */
  public static List<GoldenCapture> all() {
    try (InputStream in = GoldenCapture.class.getResourceAsStream("/golden/captures.ndjson")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(GoldenCapture::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCapture read(String line) {
    try {
      JsonNode capture = JSON.readTree(line);
      JsonNode request = capture.path("request");
      JsonNode response = capture.path("response");
      Map<String, String> headers = new TreeMap<>();
      for (Map.Entry<String, JsonNode> header : request.path("headers").properties()) {
        String value = header.getValue().asText();
        headers.put(header.getKey(), value.replace("example-secret", TestNode.SECRET));
      }
      return new GoldenCapture(
          capture.path("name").asText(),
          request.path("method").asText(),
          request.path("path").asText(),
          headers,
          request.path("body").textValue(),
          response.path("status").asInt(),
          response.path("body").asText(),
          Optional.ofNullable(response.path("headers").path("total-count").textValue()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  /** Its number. */
  public int number() {
    return Integer.parseInt(name.substring(0, 3));
  }

  /** The body of the answer as JSON; missing when it is none. */
  public JsonNode json() {
    try {
      return answer.isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
