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
 */
record ServerFile(String shownPath, String protocol, String host, String port, Path dataDir) {

  static ServerFile read(Path directory, Path given) throws ClientException {
    Path file = directory.resolve(given);
    Map<String, String> top;
    try (Reader reader = Files.newBufferedReader(file);
        JsonParser parser = new YAMLFactory().createParser(reader)) {
      top = topScalars(parser);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw wrong(given + where + " is not valid YAML", e);
    } catch (IOException e) {
      throw wrong("cannot read " + given + ": " + FileProblem.of(e), e);
    }
    Path folder = file.toAbsolutePath().getParent();
    return new ServerFile(
        given.toString(),
        top.getOrDefault("protocol", "http"),
        top.getOrDefault("host", ""),
        top.getOrDefault("port", "8080"),
        folder.resolve(top.getOrDefault("data_dir", "jobservice-data")).normalize());
  }

  /** The address under which a client on this machine reaches what binds {@link #host}. */
  String reachableHost() {
    String bound = host.strip();
    return switch (bound) {
      case "", "0.0.0.0", "*" -> "127.0.0.1";
      case "::", "[::]" -> "[::1]";
      default -> bound.contains(":") && !bound.startsWith("[") ? "[" + bound + "]" : bound;
    };
  }

  private static Map<String, String> topScalars(JsonParser parser) throws IOException {
    Map<String, String> scalars = new HashMap<>();
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          scalars.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    return scalars;
  }

  private static ClientException wrong(String message, Exception cause) {
    return new ClientException(
        Kind.CONFIGURATION,
        message,
        "Name the service's configuration file with -c, or give its address with --url.",
        cause);
  }
}
