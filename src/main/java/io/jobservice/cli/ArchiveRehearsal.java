package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Runs the usual commands against a service that it plays itself, so that a JVM that notes which
 * classes it loads has noted those of a real command. Nothing that it does is seen outside: it
 * keeps to a folder of its own, which it deletes, and to a port of the loopback.
 */
final class ArchiveRehearsal {

  /** The first word of a command line that asks for it. It is no command, and no help names it. */
  static final String WORD = "rehearse";

  private static final String JOB =
      "{\"job\":{\"id\":\"0123456789abcdef01234567\",\"status\":\"Success\",\"name\":\"DEMO\","
          + "\"kind\":\"Generic\",\"unique\":false,\"ref_link\":\"/api/v1/jobs/0123456789abcdef\","
          + "\"enqueue_time\":1700000000,\"update_time\":1700000001,\"run_at\":1700000000,"
          + "\"parameters\":{\"image\":\"demo-1\",\"n\":1.50,\"deep\":[true,null]},"
          + "\"check_in\":\"done\",\"revision\":1700000000,\"ack\":{\"status\":\"Success\"}}}";

  private static final String POOLS =
      "[{\"worker_pool_id\":\"0123456789\",\"started_at\":1700000000,\"heartbeat_at\":1700000001,"
          + "\"job_names\":[\"DEMO\"],\"concurrency\":10,\"status\":\"Healthy\"}]";

  /** The id of a job that is periodic. */
  private static final String POLICY = "abcdef0123456789abcdef01";

  private static final String ERROR =
      "{\"code\":10009,\"err\":\"object is not found\",\"description\":\"none\"}";

  /** The commands, and how each must end. */
  private static final List<Scene> SCENES =
      List.of(
          // The first finds the configuration unread, the second finds what the first noted.
          new Scene(ExitCode.OK, "submit", "DEMO", "-p", "image=demo-1", "-p", "n=1.50"),
          new Scene(ExitCode.OK, "submit", "DEMO", "--params", "{\"a\":1}", "--wait"),
          new Scene(ExitCode.OK, "submit", "DEMO", "--delay", "90s", "-o", "json"),
          new Scene(ExitCode.OK, "submit", "DEMO", "--cron", "0 30 2 * * *", "--overlap", "forbid"),
          new Scene(ExitCode.OK, "stats", "0123456789abcdef01234567"),
          new Scene(ExitCode.OK, "stats", "-o", "json"),
          new Scene(ExitCode.OK, "stats"),
          new Scene(ExitCode.OK, "list", "--status", "error,success", "--since", "2h"),
          new Scene(ExitCode.OK, "list", "-o", "id"),
          new Scene(ExitCode.OK, "log", "0123456789abcdef01234567"),
          new Scene(ExitCode.OK, "log", "-f", "0123456789abcdef01234567", "--level", "INFO"),
          new Scene(ExitCode.OK, "log", "@last", "--grep", "a", "--color", "always"),
          new Scene(ExitCode.OK, "wait", "@last"),
          new Scene(ExitCode.OK, "stop", "0123456789abcdef01234567"),
          new Scene(ExitCode.OK, "cancel", "0123456789abcdef01234567", "--wait"),
          new Scene(ExitCode.OK, "schedule", "list"),
          new Scene(ExitCode.OK, "schedule", "executions", POLICY),
          new Scene(ExitCode.OK, "schedule", "pause", "0123456789abcdef01234567"),
          new Scene(ExitCode.NOT_FOUND, "stats", "none"),
          new Scene(ExitCode.USAGE, "submit", "DEMO", "--wiat"),
          new Scene(ExitCode.OK, "submit", "--help"),
          new Scene(ExitCode.OK, "--version"));

  private final Stage stage;
  private final Executor threads;

  private record Scene(ExitCode end, List<String> words) {

    Scene(ExitCode end, String... words) {
      this(end, List.of(words));
    }
  }

  /** Where a command is run. */
  interface Stage {

    /** Runs a command in a folder with an environment; returns its exit code. */
    int run(String[] words, Path directory, Map<String, String> env);
  }

  /** A rehearsal on a stage; its service needs threads, which end with it. */
  ArchiveRehearsal(Stage stage, Executor threads) {
    this.stage = stage;
    this.threads = threads;
  }

  /** Runs all commands; returns {@code OK} if each of them ended as it should. */
  ExitCode run() throws IOException {
    Path folder = Files.createTempDirectory("jobservice-rehearsal-");
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> serve(server));
      Files.writeString(
          folder.resolve("config.yml"),
          "host: 127.0.0.1\nport: " + server.getLocalPort() + "\ndata_dir: data\nlist: [1]\n");
      Files.writeString(
          Files.createDirectory(folder.resolve("data")).resolve("runtime.json"),
          "{\"secret\":\"rehearsal\"}");
      // As real commands read the environment, but with nothing in it that leads to a real service.
      Map<String, String> env = new HashMap<>(System.getenv());
      env.clear();
      env.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
      env.put("XDG_STATE_HOME", folder.resolve("state").toString());
      ExitCode end = ExitCode.OK;
      for (Scene scene : SCENES) {
        if (stage.run(scene.words().toArray(new String[0]), folder, env) != scene.end().code()) {
          end = ExitCode.ERROR;
        }
      }
      return end;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        threads.execute(() -> converse(connection));
      } catch (IOException e) {
        // The commands are done.
        return;
      }
    }
  }

  private static void converse(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        passOver(in);
        connection.getOutputStream().write(response(line).getBytes(UTF_8));
      }
    } catch (IOException e) {
      // A command that did not get its answer ends as it should not, which run() sees.
      return;
    }
  }

  private static void passOver(BufferedReader request) throws IOException {
    long body = 0;
    for (String line = request.readLine();
        line != null && !line.isEmpty();
        line = request.readLine()) {
      if (line.startsWith("Content-Length:")) {
        body = Long.parseLong(line.substring("Content-Length:".length()).strip());
      }
    }
    while (body > 0 && request.read() >= 0) {
      body--;
    }
  }

  private static String response(String request) {
    if (request.startsWith("GET /api/v1/stats")) {
      return response("200 OK", POOLS);
    }
    if (request.contains("/none")) {
      return response("404 Not Found", ERROR);
    }
    if (request.contains("/log?follow")) {
      return String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Content-type: text/event-stream",
          "Connection: close",
          "",
          "event: job\ndata: " + JOB,
          "",
          "id: 1:2\nevent: log\ndata: 2023-11-15T00:00:00Z [INFO] [/a/B.java:1]: a",
          "",
          "event: end\ndata: {\"reason\":\"ended\"," + JOB.substring(1),
          "",
          "");
    }
    if (request.contains("/log")) {
      return String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Content-type: text/plain",
          "Transfer-encoding: chunked",
          "",
          "2",
          "a\n",
          "0",
          "",
          "");
    }
    if (request.startsWith("GET /api/v1/jobs/") && !request.contains("/executions")) {
      return response(
          "200 OK", request.contains(POLICY) ? JOB.replace("Generic", "Periodic") : JOB);
    }
    if (request.startsWith("GET /api/v1/jobs")) {
      return response("200 OK", "[" + JOB + "]");
    }
    return request.startsWith("POST /api/v1/jobs/")
        ? "HTTP/1.1 204 No Content\r\n\r\n"
        : response("202 Accepted", JOB);
  }

  private static String response(String status, String body) {
    return String.join(
        "\r\n",
        "HTTP/1.1 " + status,
        "Date: Wed, 15 Nov 2023 00:00:00 GMT",
        "Content-type: application/json",
        "Next-Cursor: 0",
        "Total-Count: 1",
        "Content-length: " + body.length(),
        "",
        body);
  }
}
