package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.config.RedisUrl;
import io.jobservice.embedded.BundledServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real Redis server for tests, without password, on a port and in a folder of its own. It writes
 * an append-only file before it answers, so a {@link #kill} loses nothing. A JVM that ends takes
 * its servers and their folders along.
 */
public final class RedisServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final List<String> settings;
  private final Path binary;
  private final int port;
  private final Thread cleaner = new Thread(this::discard, "redis-cleaner");
  private Process process;

  private RedisServer(List<String> settings) throws IOException {
    this.settings = settings;
    folder = Files.createTempDirectory("jobservice-redis-");
    binary = BundledServer.extract(folder).orElseThrow();
    port = freePort();
    process = launch();
    Runtime.getRuntime().addShutdownHook(cleaner);
    awaitAnswer();
  }

  /**
   * The server that all tests of this JVM share; started by the first that asks. Nobody stops it or
   * flushes it: a test takes a namespace of its own.
   */
  public static RedisServer shared() {
    return Shared.SERVER;
  }

  /** Starts a server for one test, which may do to it what it likes, and closes it. */
  public static RedisServer start() {
    // Written before the answer, whatever is going on; "everysec" would put that off at times.
    return start(List.of("--appendonly", "yes", "--appendfsync", "always"));
  }

  /** Starts a server with given settings about its data. */
  public static RedisServer start(List<String> settings) {
    try {
      return new RedisServer(List.copyOf(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port of the loopback address on which nobody listened a moment ago. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens; the same after a restart. */
  public RedisUrl.Server url() {
    return new RedisUrl.Server(LOOPBACK, port, Optional.empty(), Optional.empty(), 0, false);
  }

  /** The address it listens on. */
  public String host() {
    return LOOPBACK;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Kills it with signal 9 and returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Stops it in order and returns when it is gone. Its data stay for a restart. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Starts it on the same port and the same data, after it was killed or stopped. */
  public void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException("it runs; kill or stop it first");
    }
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer();
  }

  /** Halts it: connections stay open, and nobody answers on them. */
  public void freeze() {
    signal("-STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  public void thaw() {
    signal("-CONT");
  }

  /** Ends it and deletes its data. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleaner);
    discard();
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(binary.toString(), "--bind", LOOPBACK));
    command.addAll(List.of("--port", Integer.toString(port), "--save", ""));
    command.addAll(settings);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("redis.log").toFile()))
        .start();
  }

  private void awaitAnswer() {
    Awaitility.await("answer of redis-server, see " + folder)
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(this::answers);
  }

  private boolean answers() {
    try (var socket = new Socket(loopback(), port)) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("redis-server " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void signal(String signal) {
    try {
      int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill " + signal + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void discard() {
    kill();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its loading is what starts the shared server, once. */
  private static final class Shared {
    private static final RedisServer SERVER = start();
  }
}
