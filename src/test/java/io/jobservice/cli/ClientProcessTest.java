package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.RedisServer;
import io.jobservice.testing.StubServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show. */
@Timeout(60)
class ClientProcessTest {

  @TempDir private Path directory;

  @Test
  void theWayOverHttpLoadsNeitherLogbackNorJedisNorObjectMapping() throws Exception {
    Path classes = directory.resolve("classes");
    try (StubServer server = new StubServer()) {
      server.answer("POST /api/v1/jobs", 202, "{\"job\":{\"id\":\"abc\"}}");

      int code =
          run(
              List.of("-Xlog:class+load:file=" + classes),
              List.of("submit", "DEMO", "-p", "a=1", "--url", server.url()));

      assertThat(code).isZero();
    }
    assertThat(Files.readString(directory.resolve("out"))).isEqualTo("abc\n");
    assertThat(Files.readString(directory.resolve("err"))).isEmpty();
    assertThat(Files.readString(classes))
        .contains("io.jobservice.cli.SubmitCommand")
        .doesNotContain(
            "ch.qos.logback",
            "org.slf4j",
            "redis.clients",
            "java.net.http",
            "com.fasterxml.jackson.databind.ObjectMapper ",
            "org.yaml.snakeyaml",
            "io.jobservice.cli.ServeCommand",
            "io.jobservice.cli.StatsCommand");
  }

  @Test
  void aListOverHttpLoadsAsLittle() throws Exception {
    Path classes = directory.resolve("classes");
    try (StubServer server = new StubServer()) {
      server.answer("GET /api/v1/jobs", 200, "[]", Map.of("Next-Cursor", "0"));

      int code =
          run(
              List.of("-Xlog:class+load:file=" + classes),
              List.of("list", "--status", "error", "--since", "2h", "--url", server.url()));

      assertThat(code).isZero();
    }
    assertThat(Files.readString(directory.resolve("out")))
        .isEqualTo("ID  NAME  STATUS  KIND  SUBMITTED\n");
    assertThat(Files.readString(directory.resolve("err"))).isEmpty();
    assertThat(Files.readString(classes))
        .contains("io.jobservice.cli.ListCommand")
        .doesNotContain(
            "ch.qos.logback",
            "org.slf4j",
            "redis.clients",
            "java.net.http",
            "com.fasterxml.jackson.databind.ObjectMapper ",
            "org.yaml.snakeyaml",
            "io.jobservice.core",
            "io.jobservice.redis",
            "io.jobservice.cli.SubmitCommand");
  }

  @Test
  void whatAConfigurationSaysIsReadOnce() throws Exception {
    Path config = directory.resolve("config.yml");
    Path classes = directory.resolve("classes");
    try (StubServer server = new StubServer()) {
      server.answer("GET /api/v1/jobs/abc", 200, "{\"job\":{\"id\":\"abc\"}}");
      Files.writeString(config, "host: 127.0.0.1\nport: " + server.port() + "\n");
      Files.setLastModifiedTime(config, FileTime.fromMillis(1_700_000_000_000L));
      List<String> words = List.of("stats", "abc", "-o", "id");

      assertThat(run(List.of(), words)).isZero();
      assertThat(run(List.of("-Xlog:class+load:file=" + classes), words)).isZero();
    }
    assertThat(Files.readString(directory.resolve("out"))).isEqualTo("abc\n");
    assertThat(Files.readString(classes))
        .contains("io.jobservice.client.AddressCache")
        .doesNotContain(
            "org.yaml.snakeyaml",
            "com.fasterxml.jackson.dataformat.yaml",
            "io.jobservice.client.ServerFile ");
  }

  @Test
  void aRehearsalSucceedsAndLeavesNothingBehind() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path home = Files.createDirectory(directory.resolve("home"));

    int code =
        run(
            List.of("-Djava.io.tmpdir=" + temporary, "-Duser.home=" + home),
            List.of(ArchiveRehearsal.WORD));

    assertThat(code).isZero();
    assertThat(Files.readString(directory.resolve("out"))).isEmpty();
    assertThat(Files.readString(directory.resolve("err"))).isEmpty();
    assertThat(temporary).isEmptyDirectory();
    assertThat(home).isEmptyDirectory();
    assertThat(directory.resolve("cache")).doesNotExist();
  }

  @Test
  void theWayOverRedisIsAsQuiet() throws Exception {
    int code =
        run(List.of(), List.of("stats", "nope", "--redis", RedisServer.shared().url().toUri()));

    assertThat(code).isEqualTo(3);
    assertThat(Files.readString(directory.resolve("out"))).isEmpty();
    assertThat(Files.readString(directory.resolve("err")))
        .isEqualTo("jobservice: there is no job nope, or its record has expired\n");
  }

  @Test
  void theVersionIsPrintedWithoutTheCommandModel() throws Exception {
    Path classes = directory.resolve("classes");

    assertThat(run(List.of("-Xlog:class+load:file=" + classes), List.of("--version"))).isZero();

    assertThat(Files.readString(directory.resolve("out"))).startsWith("jobservice ");
    assertThat(Files.readString(classes)).doesNotContain("picocli.CommandLine$Model");
  }

  @Test
  void theAnswerToAShellLoadsNoCommandModelAndNoTrees() throws Exception {
    Path classes = directory.resolve("classes");
    try (StubServer server = new StubServer()) {
      server.answer("GET /api/v1/jobs", 200, "[{\"job\":{\"id\":\"abc\"}}]");

      int code =
          run(
              List.of("-Xlog:class+load:file=" + classes, "-Djobservice.completion.millis=30000"),
              List.of("__complete", "ids", "stop", "--url", server.url()));

      assertThat(code).isZero();
    }
    assertThat(Files.readString(directory.resolve("out"))).isEqualTo("abc\n");
    assertThat(Files.readString(directory.resolve("err"))).isEmpty();
    assertThat(Files.readString(classes))
        .doesNotContain(
            "picocli.",
            "ch.qos.logback",
            "org.slf4j",
            "redis.clients",
            "java.net.http",
            "com.fasterxml.jackson.databind",
            "org.yaml.snakeyaml");
  }

  @Test
  void theAnswerToAShellIsGivenUpThoughTheServiceGoesOnAndOn() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread talker = new Thread(() -> talk(server));
      talker.setDaemon(true);
      talker.start();

      int code =
          run(
              List.of(),
              List.of(
                  "__complete",
                  "ids",
                  "stop",
                  "--url",
                  "http://127.0.0.1:" + server.getLocalPort()));

      assertThat(code).isZero();
    }
    assertThat(Files.readString(directory.resolve("out"))).isEmpty();
    assertThat(Files.readString(directory.resolve("err"))).isEmpty();
  }

  /** A list that never ends, of which there is always more to read. */
  private static void talk(ServerSocket server) {
    byte[] spaces = " ".repeat(1024).getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.0 200 OK\r\n\r\n[".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(spaces);
      }
    } catch (IOException e) {
      // It has gone, as it should.
      return;
    }
  }

  @Test
  void aSubmitWhoseAnswerIsLostIsNotSentTwice() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread dropper = new Thread(() -> drop(server, requests));
      dropper.setDaemon(true);
      dropper.start();

      int code =
          run(
              List.of(),
              List.of("submit", "DEMO", "--url", "http://127.0.0.1:" + server.getLocalPort()));

      assertThat(code).isEqualTo(69);
    }
    assertThat(requests).hasValue(1);
  }

  private static void drop(ServerSocket server, AtomicInteger requests) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("}}}")) {
          request.append((char) in.read());
        }
        requests.incrementAndGet();
      } catch (IOException e) {
        return;
      }
    }
  }

  private int run(List<String> options, List<String> words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.jobservice.cli.Main");
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("JOB") || name.contains("JAVA"));
    builder.environment().put("CORE_SECRET", "geheim");
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    Process process = builder.start();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
