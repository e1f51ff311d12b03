package io.jobservice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a running daemon tells the other commands of the same machine: {@code runtime.json} in its
 * data folder, mode 0600, because it holds secrets. It may outlive a daemon that was killed, so
 * whoever reads it must expect that nobody answers. Its text shows no secret.
 *
 * @param pid the process of the daemon, more than 0
 * @param processStart when that process started, in milliseconds since 1970, if the system tells; a
 *     process of the same number that started at another time is another one
 * @param version the version of the daemon
 * @param apiUrl where its API is, if it serves one
 * @param secret what clients of that API present, if anything
 * @param redisUrl the Redis that it works on, with the password
 * @param redisPid the process of that Redis, if the daemon started it
 */
public record RuntimeFile(
    long pid,
    OptionalLong processStart,
    String version,
    Optional<String> apiUrl,
    Optional<String> secret,
    Optional<String> redisUrl,
    OptionalLong redisPid) {

  private static final String NAME = "runtime.json";

  /** Refuses a process number that cannot be. */
  public RuntimeFile {
    if (pid <= 0) {
      throw new IllegalArgumentException("pid must be more than 0, not " + pid);
    }
    Objects.requireNonNull(version);
  }

  /**
   * Reads the file of a data folder.
   *
   * @param dataDir the folder
   * @return what it says; empty if it is missing, unreadable or malformed. Unknown fields are
   *     ignored
   */
  public static Optional<RuntimeFile> read(Path dataDir) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(Files.readAllBytes(dataDir.resolve(NAME)));
    } catch (IOException e) {
      return Optional.empty();
    }
    if (json.path("pid").asLong() <= 0 || !json.path("version").isTextual()) {
      return Optional.empty();
    }
    return Optional.of(
        new RuntimeFile(
            json.path("pid").asLong(),
            number(json, "process_start"),
            json.path("version").asText(),
            text(json, "api_url"),
            text(json, "secret"),
            text(json, "redis_url"),
            number(json, "redis_pid")));
  }

  /**
   * Writes the file in one step, so that readers see all of it or what was there before.
   *
   * @param dataDir the folder, which must be there
   * @throws IOException if it could not be written
   */
  public void write(Path dataDir) throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("pid", pid);
    processStart.ifPresent(start -> json.put("process_start", start));
    json.put("version", version);
    apiUrl.ifPresent(url -> json.put("api_url", url));
    secret.ifPresent(text -> json.put("secret", text));
    redisUrl.ifPresent(url -> json.put("redis_url", url));
    redisPid.ifPresent(number -> json.put("redis_pid", number));
    PrivateFile.replace(dataDir.resolve(NAME), json.toPrettyString() + "\n");
  }

  /**
   * Removes the file, if it is there.
   *
   * @param dataDir the folder
   * @throws IOException if it is there and could not be removed
   */
  public static void remove(Path dataDir) throws IOException {
    Files.deleteIfExists(dataDir.resolve(NAME));
  }

  @Override
  public String toString() {
    return "RuntimeFile[pid=" + pid + ", version=" + version + ", apiUrl=" + apiUrl + "]";
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }

  private static OptionalLong number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isIntegralNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
  }
}
