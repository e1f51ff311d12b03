package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.config.Config.Api;
import io.jobservice.config.Config.Jobs;
import io.jobservice.config.Config.LogTarget;
import io.jobservice.config.Config.Protocol;
import io.jobservice.config.Config.RedisPool;
import io.jobservice.config.Config.Retention;
import io.jobservice.config.Config.Secrets;
import io.jobservice.config.Config.WorkerPool;
import io.jobservice.job.Parameter;
import io.jobservice.model.Backoff;
import io.jobservice.model.CommandDefinition;
import io.jobservice.model.LogLevel;
import io.jobservice.model.PendingLimits;
import io.jobservice.model.RateLimit;
import io.jobservice.model.TypePolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What options become: the defaults, each of them from the file, each of them from elsewhere. */
class ConfigLoaderTest {

  private static final String MINIMAL = "worker_pool: {redis_pool: {redis_url: embedded}}";

  /** Every option with a value that is not its default, where there is another one. */
  static final String FULL =
      """
      protocol: http
      https_config:
        cert: a.crt
        key: a.key
      host: "[::1]"
      port: 9090
      api: {advertised_url: "http://node-a:9090", max_streams: 7, max_waits: 8, max_connections: 900}
      worker_pool:
        workers: 20
        backend: redis
        redis_pool:
          redis_url: redis://u:p@cache:7000/2
          namespace: "{ns}"
          idle_timeout_second: 60
      loggers:
        - name: STD_OUTPUT
          level: warning
          settings: {output: std_err}
        - name: FILE
          level: ERROR
          settings: {base_dir: own, filename: own.log, format: json}
          sweeper:
            duration: 0.5
            settings: {work_dir: own}
      job_loggers:
        - {name: STD_OUTPUT, level: Debug}
        - name: FILE
          level: FATAL
          settings: {base_dir: /var/log/jobs, format: json, shard: true, max_size: 2048KiB}
          sweeper: {duration: 7, settings: {work_dir: /var/log/jobs}}
        - {name: REDIS, settings: {max_size: 64KiB, ttl: 3600}}
        - name: SYSLOG_2
          level: ERROR
          settings: {host: loghost, port: 514, tls: true}
          sweeper: {duration: 1.5}
      data_dir: ../data
      startup_timeout: 1h30m
      shutdown_grace: 0
      retention:
        success: 90m
        stopped: 3600
        error: 3650d
        executions: 100000
      hooks:
        concurrency: 1000
        endpoint_concurrency: 1
        connect_timeout: 500ms
        timeout: 5m
        max_age: 30d
        max_attempts: 7
        dead_retention: 365d
        allow: [10.0.0.0/8, "*.example.com"]
        deny: 10.0.0.1
        ca_file: ca/own.pem
        secret: [first, second]
      limits: {max_pending: 1000000000, max_pending_per_type: 1}
      jobs:
        plugin_dir: ./more/../jars
        max_depth: 3
        types:
          FULL.1:
            max_fails: 7
            backoff:
              kind: exponential
              initial: 500ms
              max: 1h30m
              jitter: 0.25
            max_concurrency: 0
            priority: 10000
            timeout: 30d
            rate_limit: 10/30s
            max_pending: 77
          FIXED: {backoff: {kind: fixed, initial: 30}}
          STANDARD: {backoff: {kind: standard}}
          NOTHING:
      commands:
        - name: FULL.2
          command: [bin/run, "${params.a b}", ""]
          description: runs
          parameters:
            - {name: a b, type: integer, required: true, description: a number, choices: [1, 2]}
            - {name: for, type: duration, default: 1h}
            - {name: list, type: array, default: '[1, "x"]'}
            - {name: rest}
          stdin: none
          env: {A: some words, B: 5, C: , }
          cwd: ../work
          user: nobody
          timeout: 1m
          max_fails: 2
          max_concurrency: 3
          success_exit_codes: [0, 10]
          retry_exit_codes: 75
          stop_signal: sigint
          stop_grace: 0
        - {name: SMALL, command: ["true"]}
      context:
        properties: {text: some words, number: 5, flag: true, home: "${HOME}", none: }
      core_server: https://core:8443/base
      """;

  private static final TypePolicy FULL_POLICY =
      new TypePolicy(
          OptionalInt.of(7),
          Optional.of(
              Backoff.exponential(Duration.ofMillis(500), Duration.ofMinutes(90)).withJitter(0.25)),
          OptionalInt.of(0),
          OptionalInt.of(10_000),
          Optional.of(Duration.ofDays(30)),
          Optional.of(new RateLimit(10, Duration.ofSeconds(30))),
          OptionalInt.of(77));

  @TempDir Path dir;

  private static CommandDefinition fullCommand(Path cwd) {
    return new CommandDefinition(
        "FULL.2",
        List.of("bin/run", "${params.a b}", ""),
        "runs",
        Map.of("A", "some words", "B", "5", "C", ""),
        cwd,
        Optional.of(Duration.ofMinutes(1)),
        OptionalInt.of(2),
        OptionalInt.of(3),
        List.of(
            Parameter.of("a b", Parameter.Type.INTEGER)
                .required()
                .describedAs("a number")
                .oneOf(1L, 2L),
            Parameter.of("for", Parameter.Type.DURATION).defaultsTo("1h"),
            Parameter.of("list", Parameter.Type.ARRAY).defaultsTo(List.of(1L, "x")),
            Parameter.of("rest", Parameter.Type.ANY)),
        Optional.of("nobody"),
        false,
        Set.of(0, 10),
        Optional.of(Set.of(75)),
        "INT",
        Duration.ZERO);
  }

  private static TypePolicy policy(Backoff backoff) {
    return new TypePolicy(
        OptionalInt.empty(),
        Optional.of(backoff),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    ConfigLoader.Loaded loaded = new ConfigFile(dir).load(MINIMAL, Map.of());

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config())
        .isEqualTo(
            new Config(
                dir.resolve("config.yml"),
                Protocol.HTTP,
                Optional.empty(),
                8080,
                new Api(Optional.empty(), 64, 2000, 10_000),
                new WorkerPool(
                    10,
                    new RedisPool(
                        new RedisUrl.Embedded(),
                        "harbor_job_service_namespace",
                        Duration.ofHours(1))),
                List.of(
                    new LogTarget(
                        "STD_OUTPUT",
                        LogLevel.INFO,
                        Map.of("output", "std_out", "format", "text"),
                        Optional.empty())),
                List.of(
                    new LogTarget(
                        "FILE",
                        LogLevel.INFO,
                        Map.of(
                            "base_dir",
                            dir + "/jobservice-data/job-logs",
                            "format",
                            "text",
                            "shard",
                            "false",
                            "max_size",
                            "10MiB"),
                        Optional.empty())),
                new Jobs(dir.resolve("plugins"), Map.of(), 8, List.of()),
                dir.resolve("jobservice-data"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                new Retention(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(7), 100),
                HookSettings.standard(),
                PendingLimits.none(),
                Map.of(),
                Optional.empty(),
                new Secrets(Optional.empty(), Optional.empty())));
  }

  @Test
  void everyOptionOfTheFileIsTaken() throws Exception {
    ConfigLoader.Loaded loaded = new ConfigFile(dir).load(FULL, Map.of());

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config())
        .isEqualTo(
            new Config(
                dir.resolve("config.yml"),
                Protocol.HTTP,
                Optional.of("::1"),
                9090,
                new Api(Optional.of(URI.create("http://node-a:9090")), 7, 8, 900),
                new WorkerPool(
                    20,
                    new RedisPool(
                        new RedisUrl.Server(
                            "cache", 7000, Optional.of("u"), Optional.of("p"), 2, false),
                        "ns",
                        Duration.ofMinutes(1))),
                List.of(
                    new LogTarget(
                        "STD_OUTPUT",
                        LogLevel.WARNING,
                        Map.of("output", "std_err", "format", "text"),
                        Optional.empty()),
                    new LogTarget(
                        "FILE",
                        LogLevel.ERROR,
                        Map.of("base_dir", dir + "/own", "filename", "own.log", "format", "json"),
                        Optional.of(0.5))),
                List.of(
                    new LogTarget(
                        "STD_OUTPUT",
                        LogLevel.DEBUG,
                        Map.of("output", "std_out", "format", "text"),
                        Optional.empty()),
                    new LogTarget(
                        "FILE",
                        LogLevel.FATAL,
                        Map.of(
                            "base_dir",
                            "/var/log/jobs",
                            "format",
                            "json",
                            "shard",
                            "true",
                            "max_size",
                            "2MiB"),
                        Optional.of(7.0)),
                    new LogTarget(
                        "REDIS",
                        LogLevel.INFO,
                        Map.of("format", "text", "max_size", "64KiB", "ttl", "1h"),
                        Optional.empty()),
                    new LogTarget(
                        "SYSLOG_2",
                        LogLevel.ERROR,
                        Map.of("host", "loghost", "port", "514", "tls", "true"),
                        Optional.of(1.5))),
                new Jobs(
                    dir.resolve("jars"),
                    Map.of(
                        "FULL.1", FULL_POLICY,
                        "FIXED", policy(Backoff.fixed(Duration.ofSeconds(30))),
                        "STANDARD", policy(Backoff.standard()),
                        "NOTHING", TypePolicy.none()),
                    3,
                    List.of(
                        fullCommand(dir.getParent().resolve("work")),
                        CommandDefinition.of("SMALL", dir, List.of("true")))),
                dir.getParent().resolve("data"),
                Duration.ofMinutes(90),
                Duration.ZERO,
                new Retention(
                    Duration.ofMinutes(90), Duration.ofHours(1), Duration.ofDays(3650), 100_000),
                new HookSettings(
                    1000,
                    1,
                    Duration.ofMillis(500),
                    Duration.ofMinutes(5),
                    Duration.ofDays(30),
                    OptionalInt.of(7),
                    Duration.ofDays(365),
                    List.of("10.0.0.0/8", "*.example.com"),
                    List.of("10.0.0.1"),
                    Optional.of(dir.resolve("ca/own.pem")),
                    List.of("first", "second")),
                new PendingLimits(
                    OptionalInt.of(1_000_000_000), OptionalInt.of(1), Map.of("FULL.1", 77)),
                Map.of(
                    "text",
                    "some words",
                    "number",
                    "5",
                    "flag",
                    "true",
                    "home",
                    "${HOME}",
                    "none",
                    ""),
                Optional.of(URI.create("https://core:8443/base")),
                new Secrets(Optional.empty(), Optional.empty())));
  }

  @Test
  void theEnvironmentComesBeforeTheSecretsOfTheFile() throws Exception {
    String yaml = MINIMAL + "\nhooks: {secret: alone, deny: []}\n";

    ConfigLoader.Loaded ofFile = new ConfigFile(dir).load(yaml, Map.of());
    ConfigLoader.Loaded ofBoth =
        new ConfigFile(dir).load(yaml, Map.of("HOOK_SECRET", " n3w,  0ld\tolder "));

    assertThat(ofFile.config().hooks().secrets()).containsExactly("alone");
    assertThat(ofFile.config().hooks().deny()).isEmpty();
    assertThat(ofBoth.config().hooks().secrets()).containsExactly("n3w", "0ld", "older");
    assertThat(ofBoth.config().toString()).doesNotContain("n3w", "0ld");
    assertThat(ofBoth.settings().changed().yaml())
        .contains("  deny: []", "  secret: [\"***\", \"***\", \"***\"]", "# HOOK_SECRET\n");
  }

  @Test
  void theTableHasNoOptionThatTheMappingTestDoesNotSet() {
    Set<String> set = ConfigPaths.of(FULL);

    assertThat(set)
        .containsAll(Options.ALL.stream().map(Option::path).toList())
        .containsAll(
            LogBackendType.SERVICE_FILE.options().stream().map(o -> "loggers." + o.path()).toList())
        .containsAll(
            LogBackendType.JOB_FILE.options().stream().map(o -> "job_loggers." + o.path()).toList())
        .containsAll(
            LogBackendType.REDIS.options().stream().map(o -> "job_loggers." + o.path()).toList())
        .containsAll(TypeOptions.ALL.stream().map(o -> "jobs.types.FULL.1." + o.path()).toList());
    assertThat(
            Stream.of(
                    LogBackendType.STD_OUTPUT,
                    LogBackendType.SERVICE_FILE,
                    LogBackendType.JOB_FILE,
                    LogBackendType.REDIS)
                .flatMap(type -> type.options().stream()))
        .hasSameElementsAs(LogBackendType.ALL_OPTIONS)
        .allMatch(LogBackendType.ALL_OPTIONS::contains);
  }

  @Test
  void theLongestWaitLeftOutIsADayOrTheFirstWaitIfThatIsLonger() throws Exception {
    String yaml =
        MINIMAL
            + """

            jobs:
              types:
                SHORT: {backoff: {kind: exponential, initial: 10s}}
                LONG: {backoff: {kind: exponential, initial: 2d}}
            """;

    assertThat(new ConfigFile(dir).load(yaml, Map.of()).config().jobs().types())
        .containsEntry(
            "SHORT", policy(Backoff.exponential(Duration.ofSeconds(10), Duration.ofDays(1))))
        .containsEntry("LONG", policy(Backoff.exponential(Duration.ofDays(2), Duration.ofDays(2))));
  }

  @Test
  void everyVariableComesBeforeTheFile() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("JOB_SERVICE_PROTOCOL", "http");
    environment.put("JOB_SERVICE_HTTPS_CERT", "a.crt");
    environment.put("JOB_SERVICE_HTTPS_KEY", "a.key");
    environment.put("JOB_SERVICE_PORT", " 7070\n");
    environment.put("JOB_SERVICE_POOL_WORKERS", "30");
    environment.put("JOB_SERVICE_POOL_BACKEND", "redis");
    environment.put("JOB_SERVICE_POOL_REDIS_URL", "rediss://other");
    environment.put("JOB_SERVICE_POOL_REDIS_NAMESPACE", "other");
    environment.put("JOB_SERVICE_POOL_REDIS_CONN_IDLE_TIMEOUT_SECOND", "61");
    environment.put("CORE_URL", "http://other");
    environment.put("CORE_SECRET", "c");
    environment.put("JOBSERVICE_SECRET", "j");
    environment.put("HOOK_SECRET", "h");

    Config config = new ConfigFile(dir).load(FULL, environment).config();

    assertThat(config.port()).isEqualTo(7070);
    assertThat(config.workerPool())
        .isEqualTo(
            new WorkerPool(
                30,
                new RedisPool(RedisUrl.parse("rediss://other"), "other", Duration.ofSeconds(61))));
    assertThat(config.coreServer()).contains(URI.create("http://other"));
    assertThat(config.secrets()).isEqualTo(new Secrets(Optional.of("c"), Optional.of("j")));
    assertThat(config.hooks().secrets()).containsExactly("h");
    assertThat(config.toString()).contains("Secrets[core=***, jobservice=***]");

    Set<String> variables = new TreeSet<>(Set.of("CORE_SECRET", "JOBSERVICE_SECRET"));
    for (Option option : Options.ALL) {
      option.variable().ifPresent(variables::add);
    }
    assertThat(environment).containsOnlyKeys(variables);
  }

  @Test
  void anEmptyVariableCountsAsNotSet() throws Exception {
    Map<String, String> environment =
        Map.of("JOB_SERVICE_PORT", "", "CORE_SECRET", "", "JOB_SERVICE_POOL_REDIS_URL", " ");

    Config config = new ConfigFile(dir).load(FULL, environment).config();

    assertThat(config.port()).isEqualTo(9090);
    assertThat(config.secrets().core()).isEmpty();
  }

  @Test
  void whatAVariableOverridesMayBeBad() throws Exception {
    Config config =
        new ConfigFile(dir)
            .load("port: ${PORT}\n" + MINIMAL, Map.of("JOB_SERVICE_PORT", "1"))
            .config();

    assertThat(config.port()).isEqualTo(1);
  }

  @Test
  void anEmptyFileIsEnoughWhenTheEnvironmentNamesRedis() throws Exception {
    Map<String, String> environment = Map.of("JOB_SERVICE_POOL_REDIS_URL", "embedded");

    assertThat(new ConfigFile(dir).load("# nothing\n", environment).config())
        .isEqualTo(new ConfigFile(dir).load(MINIMAL, Map.of()).config());
  }

  @Test
  void optionsOfTheOldServiceOnlyGiveWarnings() throws Exception {
    String old =
        MINIMAL
            + """

            metric: {enabled: true, path: /metrics, port: 9090}
            reaper:
              max_update_hours: 24
            max_retrieve_size_mb: 10
            job_loggers:
              - {name: STD_OUTPUT, sweeper: {duration: 1}}
              - name: FILE
                settings: {base_dir: a}
                sweeper: {duration: 1, settings: {work_dir: b}}
            """;

    assertThat(new ConfigFile(dir).warnings(old, Map.of("JOB_SERVICE_POOL_WORKER", "1")))
        .containsExactly(
            "config.yml:2: metric: is not needed here and is ignored",
            "config.yml:3: reaper: is not needed here and is ignored",
            "config.yml:5: max_retrieve_size_mb: is not needed here and is ignored",
            "config.yml:7: job_loggers[0].sweeper: is not needed here and is ignored",
            "config.yml:8: job_loggers[1].sweeper.settings.work_dir: is ignored; the sweeper works"
                + " in the folder of the logs",
            "environment JOB_SERVICE_POOL_WORKER: is not known; did you mean"
                + " 'JOB_SERVICE_POOL_WORKERS'?");
  }
}
