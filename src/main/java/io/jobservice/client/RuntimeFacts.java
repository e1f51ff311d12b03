package io.jobservice.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a running node left in its {@code data_dir} for clients. The text of a value shows no
 * secret.
 *
 * @param apiUrl the address of its API
 * @param secret the secret of its API
 * @param redisUrl the Redis that it has started, with its password
 */
record RuntimeFacts(Optional<String> apiUrl, Optional<String> secret, Optional<String> redisUrl) {

  static final String FILE = "runtime.json";

  /** Reads the file of a folder; empty when there is none or it is another user's. */
  static Optional<RuntimeFacts> read(Path dataDir) throws ClientException {
    Path file = dataDir.resolve(FILE);
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (InputStream stream = Files.newInputStream(file)) {
      JsonNode facts = new Json().read(stream);
      return Optional.of(
          new RuntimeFacts(
              text(facts, "api_url"), text(facts, "secret"), text(facts, "redis_url")));
    } catch (JsonProcessingException e) {
      // Its text could hold the secret, so the parser's words are not shown.
      throw new ClientException(Kind.CONFIGURATION, file + " is damaged; restart the service");
    } catch (IOException e) {
      throw new ClientException(
          Kind.CONFIGURATION, "cannot read " + file + ": " + FileProblem.of(e), null, e);
    }
  }

  private static Optional<String> text(JsonNode facts, String name) {
    String value = facts.path(name).asText("");
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  @Override
  public String toString() {
    return "RuntimeFacts[apiUrl=" + apiUrl + "]";
  }
}
