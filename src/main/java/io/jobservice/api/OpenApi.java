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

  OpenApi(String version) {
    this.version = version;
  }

  /** It is asked for rarely, and is not kept in memory. */
  Answer answer() throws IOException {
    ObjectNode description = (ObjectNode) read();
    ((ObjectNode) description.path("info")).put("version", version);
    return Answer.json(200, description.toString());
  }

  private static JsonNode read() throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return StrictJson.parse(in.readAllBytes());
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
