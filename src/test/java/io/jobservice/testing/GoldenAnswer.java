package io.jobservice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** An answer of the old service, from {@code golden/}. */
public final class GoldenAnswer {

  private final JsonNode response;

  private GoldenAnswer(JsonNode response) {
    this.response = response;
  }

  /** Reads a capture by its name. */
  public static GoldenAnswer read(String name) {
    try (InputStream in = GoldenAnswer.class.getResourceAsStream("/golden/" + name + ".json")) {
      return new GoldenAnswer(new ObjectMapper().readTree(in).path("response"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its status. */
  public int status() {
    return response.path("status").asInt();
  }

  /** Its body. */
  public JsonNode json() {
    return response.path("json");
  }

  /** A header, empty if it is not there. */
  public String header(String name) {
    for (JsonNode header : response.path("headers")) {
      if (header.path(0).asText().equalsIgnoreCase(name)) {
        return header.path(1).asText();
      }
    }
    return "";
  }
}
