package io.jobservice.config;

import io.jobservice.model.CommandDefinition;
import io.jobservice.model.LogLevel;
import io.jobservice.model.PendingLimits;
import io.jobservice.model.TypePolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The whole configuration of a node, as the file and the environment gave it, validated. Immutable;
 * relative paths have been resolved against the folder of the file.
 *
 * @param file the file it was read from
 * @param protocol how the API is served
 * @param host the address that the API binds; empty means all addresses
 * @param port the port of the API, 0 to 65535; 0 lets the system choose
 * @param api further rules for the API
 * @param workerPool workers and their Redis
 * @param loggers back ends of the service's own log, never empty
 * @param jobLoggers back ends of job logs, never empty
 * @param jobs where jobs come from, and the rules for them
 * @param dataDir the folder of everything that this node keeps on disk
 * @param startupTimeout how long a start waits for Redis, more than zero
 * @param shutdownGrace how long running jobs may go on after a signal, zero or more
 * @param retention how long the records of ended jobs are kept
 * @param hooks how status hooks are delivered
 * @param limits how many jobs may wait, for each type too that has a rule of its own
 * @param contextProperties what {@code JobContext.get} answers
 * @param coreServer the server that knows further properties
 * @param secrets what must never be printed
 */
public record Config(
    Path file,
    Protocol protocol,
    Optional<String> host,
    int port,
    Api api,
    WorkerPool workerPool,
    List<LogTarget> loggers,
    List<LogTarget> jobLoggers,
    Jobs jobs,
    Path dataDir,
    Duration startupTimeout,
    Duration shutdownGrace,
    Retention retention,
    HookSettings hooks,
    PendingLimits limits,
    Map<String, String> contextProperties,
    Optional<URI> coreServer,
    Secrets secrets) {

  /** Copies the lists, so that nothing can change behind the record's back. */
  public Config {
    Objects.requireNonNull(file);
    Objects.requireNonNull(hooks);
    Objects.requireNonNull(limits);
    loggers = List.copyOf(loggers);
    jobLoggers = List.copyOf(jobLoggers);
    contextProperties = Map.copyOf(contextProperties);
  }

  /** How the API is served. */
  public enum Protocol {
    /** Plain HTTP. */
    HTTP,
    /** HTTP over TLS. */
    HTTPS
  }

  /**
   * Further rules for the API.
   *
   * @param advertisedUrl where other nodes reach it; empty for what the node finds out
   * @param maxStreams how many answers may be streamed at once, 1 to 10000
   * @param maxWaits how many requests may wait for jobs at once, 1 to 100000
   * @param maxConnections how many connections may be open, 10 to 1000000
   */
  public record Api(
      Optional<URI> advertisedUrl, int maxStreams, int maxWaits, int maxConnections) {}

  /**
   * The workers of a node and the Redis that they work on.
   *
   * @param workers how many jobs run at once, 1 to 10000
   * @param redisPool the connection
   */
  public record WorkerPool(int workers, RedisPool redisPool) {}

  /**
   * How to reach Redis.
   *
   * @param url where it is, or that the node starts its own
   * @param namespace the namespace without braces, never blank
   * @param idleTimeout how long an unused connection stays open, more than zero
   */
  public record RedisPool(RedisUrl url, String namespace, Duration idleTimeout) {

    /** The prefix of every key, braces and colon included. */
    public String prefix() {
      return "{" + namespace + "}:";
    }
  }

  /**
   * One log back end.
   *
   * @param name the registered name, such as {@code FILE}, or that of a plugin, which is looked for
   *     at the start
   * @param level the least level that is written
   * @param settings what the back end understands, by name; of one that ships with the service they
   *     are right, with the defaults filled in
   * @param sweeperDays how many days entries are kept, empty means for ever
   */
  public record LogTarget(
      String name, LogLevel level, Map<String, String> settings, Optional<Double> sweeperDays) {

    /** Copies the settings. */
    public LogTarget {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Where jobs come from, and the rules for them.
   *
   * @param pluginDir the folder of plugins; it may be missing
   * @param types what is said of job types, by name; they need not be registered here
   * @param maxDepth how deep jobs may be nested that launch others, 1 to 100
   * @param commands job types that are programs; the names differ
   */
  public record Jobs(
      Path pluginDir,
      Map<String, TypePolicy> types,
      int maxDepth,
      List<CommandDefinition> commands) {

    /** Copies the types and the commands. */
    public Jobs {
      types = Map.copyOf(types);
      commands = List.copyOf(commands);
    }
  }

  /**
   * How long the record of a job is kept after its end; whole seconds, from 1 s to 10 years.
   *
   * @param success after Success
   * @param stopped after Stopped
   * @param error after Error and Cancelled
   * @param executions how many ended executions of a periodic job are kept, however short the time
   *     since; 1 to 100000
   */
  public record Retention(Duration success, Duration stopped, Duration error, int executions) {}

  /**
   * What must never be printed; its text shows none of it.
   *
   * @param core the secret that clients of the API present
   * @param jobservice the secret that this service presents to the core server
   */
  public record Secrets(Optional<String> core, Optional<String> jobservice) {

    @Override
    public String toString() {
      return "Secrets[core=" + shown(core) + ", jobservice=" + shown(jobservice) + "]";
    }

    private static String shown(Optional<String> secret) {
      return secret.isPresent() ? "***" : "not set";
    }
  }
}
