package io.jobservice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jobservice.config.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How to reach the server of a folder; kept in {@code server.json} for the daemon that comes after
 * this one.
 *
 * @param port on the loopback address
 * @param password never empty
 */
record ServerState(int port, String password) {

  private static final String NAME = "server.json";

  /** What a folder says; empty if it says nothing that makes sense. */
  static Optional<ServerState> read(Path folder) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(NAME)));
    } catch (IOException e) {
      return Optional.empty();
    }
    int port = json.path("port").asInt();
    String password = json.path("password").asText();
    // The password goes into a line of the server's configuration.
    return port > 0 && port < 65536 && password.matches("[0-9a-f]{32,128}")
        ? Optional.of(new ServerState(port, password))
        : Optional.empty();
  }

  /** A free port and a password that nobody can guess. */
  static ServerState fresh() throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    try (var socket = new ServerSocket(0, 1, loopback())) {
      return new ServerState(socket.getLocalPort(), HexFormat.of().formatHex(secret));
    }
  }

  /** Whether nobody listens on the port now. */
  boolean isPortFree() {
    try (var socket = new ServerSocket(port, 1, loopback())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  void write(Path folder) throws IOException {
    String json =
        JsonNodeFactory.instance
            .objectNode()
            .put("port", port)
            .put("password", password)
            .toPrettyString();
    PrivateFile.replace(folder.resolve(NAME), json + "\n");
  }

  @Override
  public String toString() {
    return "ServerState[port=" + port + "]";
  }

  /** The one address that servers listen on, whatever the JVM prefers. */
  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
