package io.jobservice.config;

import io.jobservice.config.Config.Protocol;
import io.jobservice.model.PendingLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The table of all options: what is not in here is unknown. Those of log back ends are in {@link
 * LogBackendType}, those of job types in {@link TypeOptions}, those of programs in {@link
 * CommandOptions}, those of status hooks in {@link HookOptions}.
 */
final class Options {

  static final Option.Value<Protocol> PROTOCOL =
      Option.Value.of("protocol", Kinds.protocol(), "how the API is served")
          .preset("http")
          .variable("JOB_SERVICE_PROTOCOL");

  static final Option.Value<String> HTTPS_CERT =
      Option.Value.of(
              "https_config.cert", Kinds.text(), "certificate file; not used in this version")
          .variable("JOB_SERVICE_HTTPS_CERT");

  static final Option.Value<String> HTTPS_KEY =
      Option.Value.of("https_config.key", Kinds.text(), "key file; not used in this version")
          .variable("JOB_SERVICE_HTTPS_KEY");

  static final Option.Value<String> HOST =
      Option.Value.of(
          "host", Kinds.host(), "the address that the API binds; left out: all addresses");

  static final Option.Value<Integer> PORT =
      Option.Value.of(
              "port", Kinds.whole(0, 65_535), "the port of the API; 0 lets the system choose")
          .preset("8080")
          .variable("JOB_SERVICE_PORT");

  static final Option.Value<URI> ADVERTISED_URL =
      Option.Value.of(
          "api.advertised_url",
          Kinds.httpUrl(),
          "where other nodes reach the API; left out: at the address that faces Redis");

  static final Option.Value<Integer> MAX_STREAMS =
      Option.Value.of(
              "api.max_streams",
              Kinds.whole(1, 10_000),
              "how many answers may be streamed at once: logs, events and lines of jobs, and trials of"
                  + " hooks; more get 503")
          .preset("64");

  static final Option.Value<Integer> MAX_WAITS =
      Option.Value.of(
              "api.max_waits",
              Kinds.whole(1, 100_000),
              "how many requests may wait for jobs at once; more get 503")
          .preset("2000");

  static final Option.Value<Integer> MAX_CONNECTIONS =
      Option.Value.of(
              "api.max_connections",
              Kinds.whole(10, 1_000_000),
              "how many connections to the API may be open, as far as the limit of open files"
                  + " lets; more are closed at once")
          .preset("10000");

  static final Option.Value<Integer> WORKERS =
      Option.Value.of(
              "worker_pool.workers", Kinds.whole(1, 10_000), "how many jobs this node runs at once")
          .preset("10")
          .variable("JOB_SERVICE_POOL_WORKERS");

  static final Option.Value<String> BACKEND =
      Option.Value.of("worker_pool.backend", Kinds.oneOf("redis"), "where jobs are kept")
          .preset("redis")
          .variable("JOB_SERVICE_POOL_BACKEND");

  static final Option.Value<RedisUrl> REDIS_URL =
      Option.Value.of(
              "worker_pool.redis_pool.redis_url", Kinds.redisUrl(), "where Redis is; required")
          .variable("JOB_SERVICE_POOL_REDIS_URL");

  static final Option.Value<String> NAMESPACE =
      Option.Value.of(
              "worker_pool.redis_pool.namespace",
              Kinds.namespace(),
              "nodes with the same one share their jobs; braces around it are dropped")
          .preset(RedisNamespace.PRESET)
          .variable("JOB_SERVICE_POOL_REDIS_NAMESPACE");

  static final Option.Value<Integer> IDLE_TIMEOUT =
      Option.Value.of(
              "worker_pool.redis_pool.idle_timeout_second",
              Kinds.whole(1, 604_800),
              "seconds until an unused connection to Redis is closed")
          .preset("3600")
          .variable("JOB_SERVICE_POOL_REDIS_CONN_IDLE_TIMEOUT_SECOND");

  static final Option.Tree LOGGERS =
      new Option.Tree("loggers", "back ends of the service's own log");

  static final Option.Tree JOB_LOGGERS = new Option.Tree("job_loggers", "back ends of job logs");

  static final Option.Value<Path> DATA_DIR =
      Option.Value.of("data_dir", Kinds.path(), "the folder of all that this node keeps on disk")
          .preset("./jobservice-data");

  static final Option.Value<Duration> STARTUP_TIMEOUT =
      Option.Value.of(
              "startup_timeout",
              Kinds.duration(Duration.ofMillis(1), "1ms to 24h"),
              "how long a start waits for Redis before it gives up")
          .preset("60s");

  static final Option.Value<Duration> SHUTDOWN_GRACE =
      Option.Value.of(
              "shutdown_grace",
              Kinds.duration(Duration.ZERO, "0s to 24h"),
              "how long running jobs may go on after a signal to stop")
          .preset("30s");

  static final Option.Value<Duration> RETENTION_SUCCESS =
      Option.Value.of(
              "retention.success", Kinds.retention(), "how long a job is known after Success")
          .preset("1d");

  static final Option.Value<Duration> RETENTION_STOPPED =
      Option.Value.of(
              "retention.stopped", Kinds.retention(), "how long a job is known after Stopped")
          .preset("1d");

  static final Option.Value<Duration> RETENTION_ERROR =
      Option.Value.of(
              "retention.error",
              Kinds.retention(),
              "how long a job is known after Error or Cancelled")
          .preset("7d");

  static final Option.Value<Integer> RETENTION_EXECUTIONS =
      Option.Value.of(
              "retention.executions",
              Kinds.whole(1, 100_000),
              "how many ended executions of a periodic job are known at most")
          .preset("100");

  static final Option.Value<Integer> MAX_PENDING =
      Option.Value.of(
          "limits.max_pending",
          Kinds.whole(1, PendingLimits.MOST),
          "how many jobs may wait in all, on queues, for their time and for other jobs; more get"
              + " 429; left out: any number");

  static final Option.Value<Integer> MAX_PENDING_PER_TYPE =
      Option.Value.of(
          "limits.max_pending_per_type",
          Kinds.whole(1, PendingLimits.MOST),
          "how many may wait on the queue of one type; more get 429; left out: any number");

  static final Option.Value<Path> PLUGIN_DIR =
      Option.Value.of(
              "jobs.plugin_dir",
              Kinds.path(),
              "the folder of plugins, jars or folders of jars; it may be missing")
          .preset("plugins");

  static final Option.Value<Integer> MAX_DEPTH =
      Option.Value.of(
              "jobs.max_depth",
              Kinds.whole(1, 100),
              "how deep jobs may be nested that launch others")
          .preset("8");

  static final Option.Tree JOB_TYPES =
      new Option.Tree("jobs.types", "names of job types with the rules for their jobs");

  static final Option.Tree COMMANDS = new Option.Tree("commands", "job types that are programs");

  static final Option.Tree CONTEXT_PROPERTIES =
      new Option.Tree("context.properties", "names with text, numbers or booleans; jobs read them");

  static final Option.Value<URI> CORE_SERVER =
      Option.Value.of("core_server", Kinds.httpUrl(), "the server that knows further properties")
          .variable("CORE_URL");

  /** All of them, in the order of the reference page. */
  static final List<Option> ALL =
      List.of(
          PROTOCOL,
          HTTPS_CERT,
          HTTPS_KEY,
          HOST,
          PORT,
          ADVERTISED_URL,
          MAX_STREAMS,
          MAX_WAITS,
          MAX_CONNECTIONS,
          WORKERS,
          BACKEND,
          REDIS_URL,
          NAMESPACE,
          IDLE_TIMEOUT,
          LOGGERS,
          JOB_LOGGERS,
          DATA_DIR,
          STARTUP_TIMEOUT,
          SHUTDOWN_GRACE,
          RETENTION_SUCCESS,
          RETENTION_STOPPED,
          RETENTION_ERROR,
          RETENTION_EXECUTIONS,
          HookOptions.CONCURRENCY,
          HookOptions.ENDPOINT_CONCURRENCY,
          HookOptions.CONNECT_TIMEOUT,
          HookOptions.TIMEOUT,
          HookOptions.MAX_AGE,
          HookOptions.MAX_ATTEMPTS,
          HookOptions.DEAD_RETENTION,
          HookOptions.ALLOW,
          HookOptions.DENY,
          HookOptions.CA_FILE,
          HookOptions.SECRET,
          MAX_PENDING,
          MAX_PENDING_PER_TYPE,
          PLUGIN_DIR,
          MAX_DEPTH,
          JOB_TYPES,
          COMMANDS,
          CONTEXT_PROPERTIES,
          CORE_SERVER);

  /** What files of the old service have and this one does not need. */
  static final Set<String> NOT_NEEDED =
      Set.of(
          "metric",
          "reaper",
          "max_retrieve_size_mb",
          "max_dangling_hours",
          "max_update_hours",
          "admin_server",
          "cache",
          "trace",
          "otel");

  /** The variables of the secrets, which no file may hold. */
  static final String CORE_SECRET = "CORE_SECRET";

  static final String JOBSERVICE_SECRET = "JOBSERVICE_SECRET";

  private Options() {}
}
