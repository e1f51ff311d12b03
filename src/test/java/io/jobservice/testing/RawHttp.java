package io.jobservice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP client that sends what it is given to the byte, also what no decent client would. */
public final class RawHttp {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final int port;

  /** A client of a port of this machine. */
  public RawHttp(int port) {
    this.port = port;
  }

  /** Where it talks to. */
  public int port() {
    return port;
  }

  /** An answer; header names are in lower case. */
  public record Answer(int status, Map<String, String> headers, String body) {

    /** The body as JSON. */
    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    /** The job of an answer that has one. */
    public JsonNode job() {
      return json().path("job");
    }
  }

  /** A request with the right secret. */
  public Answer send(String method, String path, String body) {
    return send(method, path, body, Map.of("Authorization", "Harbor-Secret " + TestNode.SECRET));
  }

  /** A GET with the right secret. */
  public Answer get(String path) {
    return send("GET", path, null);
  }

  /** Submits a generic job, parameters as JSON, and gives the answer. */
  public Answer submit(String name, String parameters) {
    return send(
        "POST",
        "/api/v1/jobs",
        "{\"job\":{\"name\":\"%s\",\"parameters\":%s,\"metadata\":{\"kind\":\"Generic\"}}}"
            .formatted(name, parameters));
  }

  /** Submits a job that must be accepted, and gives its id. */
  public String accepted(String name, String parameters) {
    Answer answer = submit(name, parameters);
    if (answer.status() != 202) {
      throw new AssertionError("not accepted: " + answer);
    }
    return answer.job().path("id").asText();
  }

  /** The record of a job. */
  public JsonNode job(String id) {
    return get("/api/v1/jobs/" + id).job();
  }

  /** The status of a job. */
  public String status(String id) {
    return job(id).path("status").asText();
  }

  /** Stops a job. */
  public Answer stop(String id) {
    return act(id, "stop");
  }

  /** Does something to a job. */
  public Answer act(String id, String action) {
    return send("POST", "/api/v1/jobs/" + id, "{\"action\":\"" + action + "\"}");
  }

  /** Submits a job with given metadata, and gives the answer. */
  public Answer submit(String name, String parameters, String metadata) {
    return send(
        "POST",
        "/api/v1/jobs",
        "{\"job\":{\"name\":\"%s\",\"parameters\":%s,\"metadata\":%s}}"
            .formatted(name, parameters, metadata));
  }

  /** Submits a job that must be accepted, and gives its id. */
  public String accepted(String name, String parameters, String metadata) {
    Answer answer = submit(name, parameters, metadata);
    if (answer.status() != 202) {
      throw new AssertionError("not accepted: " + answer);
    }
    return answer.job().path("id").asText();
  }

  /** A request with given headers. */
  public Answer send(String method, String path, String body, Map<String, String> headers) {
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n")
            .append("Connection: close\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    if (body != null) {
      head.append("Content-Length: " + bytes.length + "\r\n");
    }
    head.append("\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(bytes);
      return read(socket.getInputStream(), method);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer read(InputStream in, String method) throws IOException {
    byte[] all = in.readAllBytes();
    String text = new String(all, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer but '" + text + "'");
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    int headLength = text.substring(0, end + 4).getBytes(StandardCharsets.UTF_8).length;
    if (!method.equals("HEAD") && all.length < headLength + length) {
      throw new IOException("the answer ends early: '" + text + "'");
    }
    String body = text.substring(end + 4);
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      body = unchunked(body);
    }
    return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body);
  }

  /** Chunk sizes count bytes; the texts of our tests that come in chunks are plain ASCII. */
  private static String unchunked(String body) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (true) {
      int line = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, line), 16);
      if (size == 0) {
        return text.toString();
      }
      text.append(body, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }
}
