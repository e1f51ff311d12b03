package io.jobservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;

/** The OpenAPI description of all routes, of the version of the program. Safe to share. */
final class OpenApi {

  private final String version;
  private volatile String description;

  OpenApi(String version) {
    this.version = version;
  }

  /** It is read when it is asked for, which may be never. */
  Answer answer() throws IOException {
    String whole = description;
    if (whole == null) {
      ObjectNode read = (ObjectNode) read();
      ((ObjectNode) read.path("info")).put("version", version);
      whole = read.toString();
      description = whole;
    }
    return Answer.json(200, whole);
  }

  private static JsonNode read() throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return StrictJson.parse(in.readAllBytes());
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
