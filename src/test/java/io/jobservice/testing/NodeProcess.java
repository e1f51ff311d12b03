package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.job.Job;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A node as a process of its own, that can be killed, frozen, ended and started again. It is the
 * program itself, with the jobs of the tests; each start has a new API port and a log of its own.
 *
 * <p>Thread safe. A JVM that ends takes its nodes along: in order by a shutdown hook, else because
 * the pipes that it held to them close, which ends a node and thaws a frozen one before.
 */
public final class NodeProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("ready: the API is at http://[^:]+:(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final String name;
  private final Thread cleaner = new Thread(this::kill, "node-cleaner");
  private int starts;
  private Process process;
  private Process freezer;
  private Path log;
  private RawHttp http;

  /**
   * A node that has not started.
   *
   * @param folder where its configuration, data and logs are
   * @param name of its files there
   * @param redisUrl its Redis
   * @param namespace what it shares with other nodes
   * @param workers how many jobs it runs at once
   * @param more further lines of configuration
   */
  public NodeProcess(
      Path folder, String name, String redisUrl, String namespace, int workers, String more) {
    this.folder = folder;
    this.name = name;
    try {
      Files.writeString(
          config(),
          """
          host: 127.0.0.1
          port: 0
          data_dir: %s
          worker_pool:
            workers: %d
            redis_pool:
              redis_url: %s
              namespace: %s
          %s"""
              .formatted(folder.resolve(name + "-data"), workers, redisUrl, namespace, more));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  private Path config() {
    return folder.resolve(name + ".yml");
  }

  /**
   * Registers further jobs with it, which no other test is to see. To be called before its start.
   *
   * @param jobs their classes, with a public constructor without arguments
   */
  public NodeProcess with(List<Class<? extends Job>> jobs) {
    Path services = services().resolve("META-INF/services");
    try {
      Files.createDirectories(services);
      Files.write(
          services.resolve(Job.class.getName()), jobs.stream().map(Class::getName).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private Path services() {
    return folder.resolve(name + "-services");
  }

  /** Starts it, and returns before it is {@link #http ready}. It must not be running. */
  public synchronized void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " runs");
    }
    http = null;
    log = folder.resolve(name + "-" + ++starts + ".log");
    // Small, and quick to be there: there are several, and a build has few processors.
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            services() + File.pathSeparator + absolute(System.getProperty("java.class.path")),
            NodeMain.class.getName(),
            "serve",
            "-c",
            config().toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("JOB"));
    builder.environment().put("CORE_SECRET", TestNode.SECRET);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(classPath)
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  /** Waits until it is ready. */
  public RawHttp awaitReady() {
    Awaitility.await("start of " + name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> assertThat(isAlive()).as(log()).isTrue())
        .until(() -> http().isPresent());
    return http().orElseThrow();
  }

  /** Talks to its API; empty until it has said that it is ready. */
  public synchronized Optional<RawHttp> http() {
    if (http == null && isAlive()) {
      Matcher ready = READY.matcher(log());
      if (ready.find()) {
        http = new RawHttp(Integer.parseInt(ready.group(1)));
      }
    }
    return Optional.ofNullable(http);
  }

  /** The number of its process, the last one when it has ended. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Whether its process is there, frozen or not. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The status that its last process ended with; it must have ended. */
  public synchronized int exitValue() {
    return process.exitValue();
  }

  /** What it has written since its last start. */
  public synchronized String log() {
    try {
      return log == null ? "" : Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it with signal 9, also when it is frozen, and returns when it is gone. */
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitEnd(process, PATIENCE);
    }
    thaw();
  }

  /** Halts it: its connections stay open, and nobody answers on them. */
  public synchronized void freeze() {
    if (freezer != null) {
      throw new IllegalStateException(name + " is frozen");
    }
    String script = "kill -STOP $0 && echo frozen && read -r line; kill -CONT $0";
    try {
      freezer =
          new ProcessBuilder("sh", "-c", script, Long.toString(process.pid()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (freezer.getInputStream().read() < 0) {
        throw new IllegalStateException(name + " could not be frozen");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it go on, if it is frozen. */
  public synchronized void thaw() {
    if (freezer != null) {
      try {
        freezer.getOutputStream().close();
      } catch (IOException e) {
        // It is gone; so it has done what it was there for.
      }
      awaitEnd(freezer, PATIENCE);
      freezer = null;
    }
  }

  /** Asks it to end in order, and returns at once. */
  public synchronized void askToEnd() {
    // The process itself would also close its input, for which the guard would kill it.
    process.toHandle().destroy();
  }

  /** Ends it in order, and returns its exit status. */
  public int stop() {
    askToEnd();
    return awaitExit();
  }

  /** Waits until it has ended, and returns its exit status. */
  public int awaitExit() {
    Process ending;
    synchronized (this) {
      ending = process;
    }
    awaitEnd(ending, PATIENCE);
    return ending.exitValue();
  }

  /** Closes the pipe to its standard input, as the end of this JVM would. */
  synchronized void letGo() throws IOException {
    process.getOutputStream().close();
  }

  /** Kills it, if it runs. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleaner);
    kill();
  }

  private void awaitEnd(Process ending, Duration patience) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        try {
          if (!ending.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException(name + " does not end:\n" + log());
          }
          return;
        } catch (InterruptedException e) {
          // A test that is given up still takes its processes along.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
