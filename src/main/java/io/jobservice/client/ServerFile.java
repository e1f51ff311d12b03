package io.jobservice.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jobservice.client.ClientException.Kind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The few facts of a configuration file that a client needs. Everything else in the file is passed
 * over unread, so that a client works with files of newer and older nodes; whether the values make
 * sense shows when they are used. The node's own, strict reading is in {@code config}.
 *
 * @param shownPath the path as it was given, for messages
 * @param protocol how the API is served
 * @param host the address that the API binds, or empty text for all
 * @param port its port as text; {@code 0} when the node chooses one
 * @param dataDir the folder where the node keeps its files, absolute when the directory was
 * @param namespace its namespace in Redis, if the file says it
 * @param redisUrl where its Redis is, with its password, if the file says it
 */
record ServerFile(
    String shownPath,
    String protocol,
    String host,
    String port,
    Path dataDir,
    Optional<String> namespace,
    Optional<String> redisUrl) {

  static ServerFile read(Path directory, Path given) throws ClientException {
    Path file = directory.resolve(given);
    Map<String, String> scalars;
    try (Reader reader = Files.newBufferedReader(file);
        JsonParser parser = new YAMLFactory().createParser(reader)) {
      scalars = new HashMap<>();
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        addScalars(parser, "", scalars);
      }
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw wrong(given + where + " is not valid YAML", e);
    } catch (IOException e) {
      throw wrong("cannot read " + given + ": " + FileProblem.of(e), e);
    }
    Path folder = file.toAbsolutePath().getParent();
    return new ServerFile(
        given.toString(),
        scalars.getOrDefault("protocol", "http"),
        scalars.getOrDefault("host", ""),
        scalars.getOrDefault("port", "8080"),
        folder.resolve(scalars.getOrDefault("data_dir", "jobservice-data")).normalize(),
        Optional.ofNullable(scalars.get("worker_pool.redis_pool.namespace")),
        Optional.ofNullable(scalars.get("worker_pool.redis_pool.redis_url")));
  }

  /** Without the password that the URL of Redis may hold. */
  @Override
  public String toString() {
    return "ServerFile[" + shownPath + "]";
  }

  /** What it says about where the service is. */
  ServerAddress address() {
    return new ServerAddress(protocol, host, port, dataDir);
  }

  /** The scalars of an object and of those in it, by their paths; lists are passed over. */
  private static void addScalars(JsonParser parser, String path, Map<String, String> scalars)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        addScalars(parser, name + ".", scalars);
      } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
        scalars.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  private static ClientException wrong(String message, Exception cause) {
    return new ClientException(
        Kind.CONFIGURATION,
        message,
        "Name the service's configuration file with -c, or give its address with --url.",
        cause);
  }
}
